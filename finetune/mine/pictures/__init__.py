"""Decoding pictures from strangers, and telling micrographs from drawings."""

from fractoscope.finetune.mine.pictures.decode_picture import decode_picture, picture_size
from fractoscope.finetune.mine.pictures.decoded_picture import DecodedPicture
from fractoscope.finetune.mine.pictures.micrograph_test import micrograph_fault

__all__ = ["DecodedPicture", "decode_picture", "micrograph_fault", "picture_size"]
