"""Which modules get adapters: one explicit pattern, and a count that proves it."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from fractoscope.finetune.train.recipes.settings import LoraSettings

Part = Literal["text", "mergers", "vision"]

# Suffixes such as q_proj, or "all-linear", either miss the vision tower, whose projections are fused, or hit the patch embedding.
PATTERNS: dict[Part, str] = {
    "text": r"language_model\.layers\.\d+\.(?:self_attn\.(?:q|k|v|o)_proj|mlp\.(?:gate|up|down)_proj)",
    "mergers": r"visual\.(?:merger|deepstack_merger_list\.\d+)\.linear_fc[12]",
    "vision": r"visual\.blocks\.\d+\.(?:attn\.(?:qkv|proj)|mlp\.linear_fc[12])",
}
TEXT_LINEARS, MERGER_LINEARS, VISION_LINEARS = 7, 2, 4
"""Adapted modules of a language layer, of a merger, and of a vision block."""


def chosen_parts(lora: LoraSettings) -> tuple[Part, ...]:
    """Return the parts that a recipe adapts."""
    wanted: dict[Part, bool] = {"text": lora.text, "mergers": lora.mergers, "vision": lora.vision}
    return tuple(part for part, chosen in wanted.items() if chosen)


def target_pattern(lora: LoraSettings) -> str:
    """Return the regular expression that matches the full name of every adapted module and of no other."""
    return rf"(?:.*\.)?(?:{'|'.join(PATTERNS[part] for part in chosen_parts(lora))})"


def part_of(name: str) -> Part | None:
    """Return the part that a module or one of its parameters belongs to, or None if it is never adapted."""
    for part, pattern in PATTERNS.items():
        if re.match(rf"(?:.*\.)?(?:{pattern})(?:\.|$)", name):
            return part
    return None


def expected_counts(config: object, lora: LoraSettings) -> dict[Part, int]:
    """Return how many modules of each part a recipe adapts in a Qwen3-VL of a given configuration."""
    vision, text = config.vision_config, config.text_config  # type: ignore[attr-defined]
    counts: dict[Part, int] = {
        "text": TEXT_LINEARS * text.num_hidden_layers,
        "mergers": MERGER_LINEARS * (1 + len(vision.deepstack_visual_indexes)),
        "vision": VISION_LINEARS * vision.depth,
    }
    return {part: counts[part] for part in chosen_parts(lora)}


def check_targets(names: Iterable[str], config: object, lora: LoraSettings) -> dict[Part, int]:
    """Count matched modules and refuse any other count than the expected one.

    Parameters
    ----------
    names
        Of all modules of a network that a weight belongs to, or of the modules that an adapter was put on.
    config
        Of the network.
    lora
        Of the recipe.

    Raises
    ------
    ValueError
        If a part has too many or too few modules: the adapter would silently miss a part of the network.
    """
    pattern = re.compile(target_pattern(lora))
    found = Counter(part_of(name) for name in names if pattern.fullmatch(name))
    expected = expected_counts(config, lora)
    if found != expected:
        wrong = ", ".join(f"{part} {found.get(part, 0)} instead of {count}" for part, count in expected.items())
        raise ValueError(f"the adapter does not fit this network: {wrong} modules")
    return expected
