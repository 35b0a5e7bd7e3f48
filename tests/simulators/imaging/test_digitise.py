"""Automatic brightness and contrast that can fail."""

import numpy as np
import pytest
from numpy.typing import NDArray

from fractoscope.simulators.imaging import ImagingConditions, render_frame
from fractoscope.simulators.imaging.digitise import adjust
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

from .analytic_specimens import FormulaSpecimen


def counted(mean: NDArray[np.float64] | float) -> NDArray[np.float32]:
    return np.random.default_rng(0).poisson(np.broadcast_to(mean, (192, 256))).astype(np.float32)


def pattern(contrast: float) -> NDArray[np.float64]:
    return 100 * (1 + contrast * np.sin(np.arange(256) / 9.0)[None, :] * np.sin(np.arange(192) / 7.0)[:, None])


def test_a_good_signal_has_no_trouble() -> None:
    """An alarm on usual frames would stop every session."""
    assert adjust(counted(pattern(0.3)), None, None).trouble is None


def test_nothing_but_noise_is_not_contrast() -> None:
    """A polished face gives a full histogram of noise; stretching it is no success."""
    assert adjust(counted(100.0), None, None).trouble == "no_contrast"
    assert adjust(counted(pattern(0.3)) * 0, None, None).trouble == "no_signal"


def test_rows_that_flicker_are_not_contrast() -> None:
    """The gain wanders from row to row, which the specimen has no part in."""
    flicker = 1 + 0.02 * np.random.default_rng(1).standard_normal((192, 1))
    assert adjust(counted(100.0 * flicker), None, None).trouble == "no_contrast"


def test_a_small_difference_on_a_high_level_is_out_of_range() -> None:
    """The offset has an end; the frame would be white."""
    bright = np.asarray(1e6 + 100 * pattern(0.5), np.float32)
    adjusted = adjust(bright, None, None)
    assert adjusted.trouble == "brightness_out_of_range" and adjusted.brightness == 0.0


def test_settings_that_were_asked_for_are_nobodys_trouble() -> None:
    """Only an automatic function can fail at its task."""
    assert adjust(counted(100.0), 0.5, 0.5).trouble is None


@pytest.mark.parametrize(("current", "trouble"), [(0.0, "no_signal"), (1e-9, "no_contrast")])
def test_a_frame_carries_its_trouble(current: float, trouble: str) -> None:
    """The column must be able to say why automatic contrast failed."""
    frame = render_frame(FormulaSpecimen(lambda x, y: 0.0), SurfaceGrid(0.0, 0.0, 1e-6, 128, 96), ImagingConditions(current=current), 1)
    assert frame.trouble == trouble
