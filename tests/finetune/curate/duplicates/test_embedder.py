"""The embedded model's eye."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.curate.duplicates.embedder import Embedder
from fractoscope.finetune.curate.duplicates.symmetries import turned

Draw = Callable[[int], NDArray[np.uint8]]


def test_a_turned_picture_has_the_same_embedding(draw: Draw):
    """Pins an average over seven views, or over one eight times: both depend on how the picture lies."""
    eye = Embedder()
    one, same, other = eye.embed(draw(1)), eye.embed(turned(draw(1), 5)), eye.embed(draw(2) // 3)
    assert one @ same > 0.9999
    assert one @ same > one @ other
    assert np.isclose(np.linalg.norm(one), 1)
