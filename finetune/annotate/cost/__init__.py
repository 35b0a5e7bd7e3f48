"""What a run will cost, and what it did cost."""

from fractoscope.finetune.annotate.cost.estimate import Estimate, estimate
from fractoscope.finetune.annotate.cost.price_list import PriceList, load_prices

__all__ = ["Estimate", "PriceList", "estimate", "load_prices"]
