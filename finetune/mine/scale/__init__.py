"""Scale bars in micrographs: finding the bar, reading its number."""

from fractoscope.finetune.mine.scale.bar_finder import BarCandidate, find_bars
from fractoscope.finetune.mine.scale.read_scale import read_scale
from fractoscope.finetune.mine.scale.scale_text import length_in

__all__ = ["BarCandidate", "find_bars", "length_in", "read_scale"]
