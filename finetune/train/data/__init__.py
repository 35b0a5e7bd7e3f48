"""From a dataset's rows to batches: pictures, their symmetries and changes, texts, labels. Heavy modules are imported by name."""

from fractoscope.finetune.train.data.dataset_version import DatasetVersion
from fractoscope.finetune.train.data.symmetry import SYMMETRIES, Symmetry

__all__ = ["SYMMETRIES", "DatasetVersion", "Symmetry"]
