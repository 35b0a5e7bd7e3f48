"""Who can be scored on a benchmark: taggers, weights, endpoints, and readers that look at nothing."""

from fractoscope.finetune.evaluation.readers.constant_readers import ConstantReader
from fractoscope.finetune.evaluation.readers.picture_reader import PictureReader
from fractoscope.finetune.evaluation.readers.tagger_reader import TaggerReader

__all__ = ["ConstantReader", "PictureReader", "TaggerReader"]
