"""What curating starts from: mined panels and what annotators said of them."""

from fractoscope.finetune.curate.inputs.mined_picture import MinedPicture
from fractoscope.finetune.curate.inputs.read_annotations import read_annotations
from fractoscope.finetune.curate.inputs.read_mined import read_mined

__all__ = ["MinedPicture", "read_annotations", "read_mined"]
