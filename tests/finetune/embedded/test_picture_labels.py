"""Coverage from truth."""

import numpy as np

from fractoscope.finetune.embedded.picture_labels import labels_of
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES
from fractoscope.simulators.specimen.feature import Feature


def test_bits_and_identifiers_agree():
    """Pins that bit k of the simulator's truth is feature k of the model; a shift by one would train a wrong vocabulary."""
    named = tuple(feature.name.lower() for feature in Feature if feature.name)
    assert named[: len(EMBEDDED_FEATURES)] == EMBEDDED_FEATURES
    assert [int(feature) for feature in Feature] == [1 << k for k in range(32)]


def test_cells_hold_shares_of_their_own_ground():
    """Pins the summed-area table: compared with plain means of a random mask."""
    visible = np.random.default_rng(0).integers(0, 4, (768, 1024)).astype(np.uint32)
    labels = labels_of(visible, 8)
    whole = ((visible & 2) > 0).reshape(6, 128, 8, 128).mean(axis=(1, 3))
    assert np.allclose(labels.cells[0, :, 1], whole.ravel(), atol=1e-6)
    assert np.isclose(labels.frame[1], ((visible & 2) > 0).mean())
    tile = ((visible & 1) > 0)[256:512, 341:682]
    assert np.isclose(labels.pictures[5, 0], tile.mean(), atol=2e-3)
    assert not labels.cells[..., 2:].any()


def test_the_lower_right_tile_is_the_last_picture():
    """Pins that labels are cut like pictures."""
    visible = np.zeros((768, 1024), np.uint32)
    visible[512:, 683:] = 16
    shares = labels_of(visible, 8).pictures[:, 4]
    assert shares[9] > 0.99 and shares[1:9].max() < 0.02
    assert 0.10 < shares[0] < 0.12
