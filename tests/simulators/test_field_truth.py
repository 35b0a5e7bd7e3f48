"""The truth of one field of view."""

import json
from pathlib import Path

import numpy as np
import pytest

from fractoscope.simulators.field_truth import FieldTruth
from fractoscope.simulators.ground_truth import GroundTruth
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


@pytest.fixture(scope="module")
def shaft() -> FractureSpecimen:
    return next(shaft for seed in range(20) if len((shaft := FractureSpecimen(seed, "rotating_bending")).origins) > 2)


def test_what_is_written_is_what_is_true(tmp_path: Path, shaft: FractureSpecimen):
    """Pins an array that is lost or changed on the way to the file, or a summary that is not JSON."""
    x, y = shaft.origin
    truth = GroundTruth(shaft.seed, shaft.family).field(SurfaceGrid(x, y, 30e-6, 64, 48))
    truth.write(tmp_path / "field")
    summary = json.loads((tmp_path / "field.json").read_text("utf-8"))
    assert summary == truth.summary()
    with np.load(tmp_path / "field.npz", allow_pickle=False) as arrays:
        assert set(arrays) == {"zone", "visible", "direction", "macro_direction", "distance", "spacing", "origin"}
        for name, values in truth.arrays().items():
            assert np.array_equal(arrays[name], values, equal_nan=True), name


def test_present_and_visible_are_two_things(shaft: FractureSpecimen):
    """Pins striations told in a survey, where none is resolved, or forgotten because none is."""
    x_low, y_low, x_high, y_high = shaft.outline
    wide = FieldTruth.of(shaft, SurfaceGrid((x_low + x_high) / 2, (y_low + y_high) / 2, 60e-6, 320, 240)).summary()
    assert "fatigue_striations" in wide["present"]
    assert "fatigue_striations" not in wide["visible"]
    assert "beach_marks" in wide["visible"]
    x, y = shaft.origin
    middle = (0.5 * x + 0.25 * (x_low + x_high), 0.5 * y + 0.25 * (y_low + y_high))
    close = FieldTruth.of(shaft, SurfaceGrid(*middle, 0.1e-6, 160, 120)).summary()
    assert close["striation_spacing_m"] is None or 0.5e-6 <= close["striation_spacing_m"] <= 4e-6
    assert "beach_marks" in close["present"]
    assert "beach_marks" not in close["visible"]


def test_a_field_at_an_origin_belongs_to_it(shaft: FractureSpecimen):
    """Pins an index that counts otherwise than the list of origins beside it."""
    for index, origin in enumerate(shaft.origins):
        summary = FieldTruth.of(shaft, SurfaceGrid(origin.x, origin.y, 1e-6, 32, 24)).summary()
        assert summary["nearest_origin"] == index
        assert summary["origins"][index] == {"x_m": origin.x, "y_m": origin.y}
        assert summary["distance_to_origin_m"] < 40e-6
