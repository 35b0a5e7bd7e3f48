"""What each choice of a recipe is worth: variants trained and scored beside it."""

from fractoscope.finetune.ablation.ablate import ablate
from fractoscope.finetune.ablation.variants import Variant, load_variants

__all__ = ["Variant", "ablate", "load_variants"]
