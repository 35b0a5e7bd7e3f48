"""Splitting compound figures into panels, and giving each panel its letter."""

from fractoscope.finetune.mine.panels.panel import Panel
from fractoscope.finetune.mine.panels.split_figure import split_figure

__all__ = ["Panel", "split_figure"]
