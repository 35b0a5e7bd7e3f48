"""What mining hands on: one record a panel, and the values in it."""

from fractoscope.finetune.mine.records.article_identity import ArticleIdentity
from fractoscope.finetune.mine.records.box import Box
from fractoscope.finetune.mine.records.excerpt import Excerpt
from fractoscope.finetune.mine.records.fracture_finding import FractureFinding
from fractoscope.finetune.mine.records.image_file import ImageFile
from fractoscope.finetune.mine.records.licence import Licence
from fractoscope.finetune.mine.records.panel_record import PanelRecord
from fractoscope.finetune.mine.records.provenance import Provenance
from fractoscope.finetune.mine.records.scale_finding import ScaleFinding

__all__ = ["ArticleIdentity", "Box", "Excerpt", "FractureFinding", "ImageFile", "Licence", "PanelRecord", "Provenance", "ScaleFinding"]
