"""What a dataset consists of, as values that read and write JSON."""

from fractoscope.finetune.curate.records.dataset_row import DatasetRow
from fractoscope.finetune.curate.records.split import SPLITS, Split

__all__ = ["SPLITS", "DatasetRow", "Split"]
