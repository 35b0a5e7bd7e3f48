"""Variants of a recipe, as a table in a file."""

from fractoscope.finetune.ablation.variants.load_variants import SHIPPED, load_variants
from fractoscope.finetune.ablation.variants.variant import DataChange, Variant

__all__ = ["SHIPPED", "DataChange", "Variant", "load_variants"]
