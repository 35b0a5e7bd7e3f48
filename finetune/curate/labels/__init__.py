"""From what annotators said to the labels of a picture and of all its copies."""

from fractoscope.finetune.curate.labels.heard import heard
from fractoscope.finetune.curate.labels.merge_labels import merge_labels
from fractoscope.finetune.curate.labels.picture_labels import PictureLabels
from fractoscope.finetune.curate.labels.turned_direction import turned_direction

__all__ = ["PictureLabels", "heard", "merge_labels", "turned_direction"]
