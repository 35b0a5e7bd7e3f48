"""Drawing figures: micrographs with bars and letters, plots, schemes, and pages of them."""

from fractoscope.finetune.synthetic_literature.drawing.compound_figure import DrawnFigure, draw_figure
from fractoscope.finetune.synthetic_literature.drawing.panel_order import PanelOrder

__all__ = ["DrawnFigure", "PanelOrder", "draw_figure"]
