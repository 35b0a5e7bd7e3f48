"""Sizes of the Qwen3-VL family, as their published configurations have them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class QwenShape:
    """Widths and depths of one size.

    Attributes
    ----------
    hidden, layers, intermediate, heads, key_heads, head
        Of the language layers: width, number, width of the gated unit, attention heads, shared key and value heads, width of a head.
    tied
        True if the output layer is the embedding.
    vision_hidden, vision_layers, vision_intermediate, deepstack
        Of the vision tower; the blocks after which it also feeds the language layers.
    vocabulary
        Number of tokens.
    """

    hidden: int
    layers: int
    intermediate: int
    heads: int
    tied: bool
    vision_hidden: int
    vision_layers: int
    vision_intermediate: int
    deepstack: tuple[int, ...]
    key_heads: int = 8
    head: int = 128
    vision_heads: int = 16
    vocabulary: int = 151_936


SHAPES: dict[str, QwenShape] = {
    "tiny": QwenShape(192, 3, 576, 3, True, 192, 4, 576, (1,), key_heads=1, head=64, vision_heads=3, vocabulary=1_024),
    "2b": QwenShape(2_048, 28, 6_144, 16, True, 1_024, 24, 4_096, (5, 11, 17)),
    "4b": QwenShape(2_560, 36, 9_728, 32, True, 1_024, 24, 4_096, (5, 11, 17)),
    "8b": QwenShape(4_096, 36, 12_288, 32, False, 1_152, 27, 4_304, (8, 16, 24)),
    "32b": QwenShape(5_120, 64, 25_600, 64, False, 1_152, 27, 4_304, (8, 16, 24)),
}
"""By name; "tiny" is no published size but the embedded model's, for trials without a GPU."""


def qwen_config(shape: QwenShape) -> Any:
    """Return a `Qwen3VLConfig` of a size; token ids are Qwen's where the vocabulary holds them, else its last ones."""
    from transformers import Qwen3VLConfig

    first = 151_652 if shape.vocabulary > 151_656 else shape.vocabulary - 4
    rotary = [24, 20, 20] if shape.head == 128 else [12, 10, 10]
    return Qwen3VLConfig(
        vision_config={
            "depth": shape.vision_layers,
            "hidden_size": shape.vision_hidden,
            "intermediate_size": shape.vision_intermediate,
            "num_heads": shape.vision_heads,
            "out_hidden_size": shape.hidden,
            "patch_size": 16,
            "spatial_merge_size": 2,
            "temporal_patch_size": 2,
            "num_position_embeddings": 2_304,
            "deepstack_visual_indexes": list(shape.deepstack),
        },
        text_config={
            "vocab_size": shape.vocabulary,
            "hidden_size": shape.hidden,
            "intermediate_size": shape.intermediate,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "num_key_value_heads": shape.key_heads,
            "head_dim": shape.head,
            "max_position_embeddings": 262_144,
            "rope_parameters": {"rope_type": "default", "rope_theta": 5e6, "mrope_section": rotary, "mrope_interleaved": True},
            "tie_word_embeddings": shape.tied,
        },
        vision_start_token_id=first,
        vision_end_token_id=first + 1,
        image_token_id=first + 3,
        video_token_id=first + 2 if shape.vocabulary <= 151_656 else 151_656,
        tie_word_embeddings=shape.tied,
    )


def empty_network(shape: QwenShape) -> Any:
    """Return a network of a size without memory for its weights (torch's meta device): for names, shapes and counts."""
    import torch
    from transformers import Qwen3VLForConditionalGeneration

    with torch.device("meta"):
        return Qwen3VLForConditionalGeneration(qwen_config(shape))
