"""What annotating writes, as values that read and write JSON."""

from fractoscope.finetune.annotate.records.annotation import Annotation
from fractoscope.finetune.annotate.records.finding import Finding

__all__ = ["Annotation", "Finding"]
