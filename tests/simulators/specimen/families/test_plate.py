"""The family on which the embedded model was trained."""

import json
from pathlib import Path

import numpy as np
import pytest

from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

FOUND = json.loads((Path(__file__).parent / "plate_before_families.json").read_text("utf-8"))


@pytest.mark.parametrize("case", FOUND, ids=lambda case: f"{case['seed']} at {case['width_m']:g} m")
def test_the_plate_is_what_the_embedded_model_was_trained_on(case: dict):
    """Pins a plate that looks otherwise than when the shipped weights were last found to fit it (evaluate --embedded)."""
    x, y = FractureSpecimen(case["seed"]).origin
    grid = SurfaceGrid(x + case["x_m"], y + case["y_m"], case["width_m"] / 48, 48, 36)
    surface = FractureSpecimen(case["seed"]).sample(grid)
    assert np.allclose(surface.height[::7, ::9].ravel() / grid.pixel_size, case["height_px"], atol=2e-3)
    assert np.allclose(surface.yield_factor[::7, ::9].ravel(), case["yield"], atol=2e-3)
    assert np.allclose(surface.roughness[::7, ::9].ravel(), case["roughness"], atol=2e-3)
    assert surface.truth.zone[::7, ::9].ravel().tolist() == case["zone"]
    assert surface.truth.visible[::7, ::9].ravel().tolist() == case["visible"]
