"""Memory and arithmetic of a training step, from a network's shape."""

from dataclasses import dataclass

from fractoscope.finetune.train.architecture.lora_targets import chosen_parts
from fractoscope.finetune.train.architecture.qwen_shapes import QwenShape
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.finetune.train.recipes.settings import LoraSettings

GIB = 2**30
PATCHES_PER_TOKEN = 4
STATE_BYTES = 16
"""An adapter's weight: itself, its gradient and AdamW's two averages, each in float32."""
NF4_BYTES = 0.5 + 0.127 / 8
"""A quantised weight, with its share of doubly quantised constants (QLoRA, arXiv 2305.14314)."""
RESERVE = 2 * GIB
"""CUDA's context, kernels' work space and fragmentation."""


@dataclass(frozen=True)
class Weights:
    """Numbers of weights: of the language layers, of embedding and output layer together, of the vision tower, and of the adapters."""

    text: int
    words: int
    vision: int
    adapters: int

    @property
    def total(self) -> int:
        """Of the base."""
        return self.text + self.words + self.vision


def count_weights(shape: QwenShape, lora: LoraSettings) -> Weights:
    """Return the weights of a network and its adapters; norms are left out, which are some millionths."""
    linears = linear_sizes(shape)
    text = shape.layers * sum(rows * columns for rows, columns in linears["text"])
    vision = shape.vision_layers * sum(rows * columns for rows, columns in linears["vision"])
    vision += (1 + len(shape.deepstack)) * sum(rows * columns for rows, columns in linears["mergers"])
    vision += shape.vision_hidden * (3 * 2 * 16 * 16 + 2_304)
    repeats = {"text": shape.layers, "vision": shape.vision_layers, "mergers": 1 + len(shape.deepstack)}
    adapters = sum(repeats[part] * lora.rank * sum(map(sum, linears[part])) for part in chosen_parts(lora))
    return Weights(text, shape.vocabulary * shape.hidden * (1 if shape.tied else 2), vision, adapters)


def linear_sizes(shape: QwenShape) -> dict[str, list[tuple[int, int]]]:
    """Return inputs and outputs of the adapted modules of one language layer, one vision block and one merger."""
    hidden, inner, query, keys = shape.hidden, shape.intermediate, shape.heads * shape.head, shape.key_heads * shape.head
    seen, wide = shape.vision_hidden, PATCHES_PER_TOKEN * shape.vision_hidden
    return {
        "text": [(hidden, query), (hidden, keys), (hidden, keys), (query, hidden), (hidden, inner), (hidden, inner), (inner, hidden)],
        "vision": [(seen, 3 * seen), (seen, seen), (seen, shape.vision_intermediate), (shape.vision_intermediate, seen)],
        "mergers": [(wide, wide), (wide, hidden)],
    }


def memory_estimate(recipe: Recipe, shape: QwenShape, longest: int, image_tokens: int, scored: int) -> dict[str, float]:
    """Return the memory (GiB) of one device at its fullest: an estimate, to refuse what cannot fit.

    With checkpointing a layer keeps its input, 2 bytes a value, and one layer's inner values are held while it is recomputed: some
    8 times the width, 4 times the attention's and 7 times the gated unit's, 2 bytes each. For 32B that is 0.66 MB and 0.5 MB a token.

    Parameters
    ----------
    recipe
        Of the run.
    shape
        Of its base.
    longest, image_tokens
        Tokens of the longest row, and of its picture.
    scored
        Places at which words are scored.

    Returns
    -------
    dict
        `weights`, `adapters`, `activations`, `reserve`, `total`.
    """
    weights = count_weights(shape, recipe.lora)
    size = 4 if recipe.place.precision == "float32" else 2
    shards = recipe.place.processes if recipe.place.sharding == "fsdp2" else 1
    text = weights.text * (NF4_BYTES if recipe.lora.quantised else size) / shards
    base = text + (weights.words + weights.vision) * size / shards
    if shards > 1:
        base += 2 * size * weights.text / shape.layers  # one layer gathered, the next one on its way
    pictures = recipe.schedule.micro_batch
    tokens, patches = pictures * longest, pictures * image_tokens * PATCHES_PER_TOKEN
    inner = size * (8 * shape.hidden + 4 * shape.heads * shape.head + 7 * shape.intermediate)
    vision_inner = size * (10 * shape.vision_hidden + 3 * shape.vision_intermediate)
    layers, blocks = (1, 1) if recipe.place.checkpointing else (shape.layers, shape.vision_layers if recipe.lora.vision else 1)
    activations = tokens * (size * shape.hidden * shape.layers + inner * layers)
    activations += patches * (size * shape.vision_hidden * shape.vision_layers * recipe.lora.vision + vision_inner * blocks)
    activations += pictures * scored * shape.vocabulary * (size + 8)
    parts = {
        "weights": base / GIB,
        "adapters": STATE_BYTES * weights.adapters / shards / GIB,
        "activations": activations / GIB,
        "reserve": 0.0 if shape.vocabulary < 100_000 else RESERVE / GIB,
    }
    return {**parts, "total": sum(parts.values())}


def step_flops(shape: QwenShape, lora: LoraSettings, tokens: int, image_tokens: int) -> float:
    """Return the arithmetic of a step that counts as useful: recomputation is left out.

    A frozen weight takes part in the forward pass and in the gradient of its input: 4 operations a token. Where the vision tower has no
    adapter it only runs forward: 2 a patch.

    Parameters
    ----------
    shape, lora
        Of the network and its adapters.
    tokens, image_tokens
        Of the whole step, the picture's counted in both.
    """
    weights = count_weights(shape, lora)
    return 4.0 * weights.text * tokens + (4.0 if lora.vision else 2.0) * weights.vision * image_tokens * PATCHES_PER_TOKEN
