"""Lamellae: the look of striations without their meaning."""

from collections.abc import Callable

import numpy as np

from fractoscope.simulators.specimen.morphologies.lamellae import Lamellae
from fractoscope.simulators.specimen.relief import Relief

PEARLITE = Lamellae(3, 0.4e-6, 14e-6)


def test_no_truth_is_claimed(look: Callable[..., Relief]):
    """A bit, a spacing or a direction would make the decoy count as fatigue."""
    for width in (5e-6, 20e-6, 100e-6):
        relief = look(PEARLITE, width)
        assert relief.visible.max() == 0
        assert relief.direction is None
        assert relief.spacing is None


def test_they_are_parallel_in_a_colony_and_jump_from_one_to_the_next(
    look: Callable[..., Relief], line_axis: Callable[[np.ndarray], tuple[float, float]]
):
    """One direction over the whole field would be striations or machining; no direction at all would deceive no one."""
    readings = [line_axis(look(PEARLITE, 4e-6, x=1e-3 + k * 25e-6).height) for k in range(24)]
    axes = np.array([axis for axis, coherence in readings if coherence > 0.7])
    assert len(axes) >= 10
    assert abs(np.mean(np.exp(2j * axes))) < 0.6


def test_their_period_is_what_was_asked_for(look: Callable[..., Relief]):
    """Lamellae of another period would be told from striations by it alone."""
    pixel = 4e-6 / 256
    periods = []
    for k in range(12):
        height = look(PEARLITE, 4e-6, x=1e-3 + k * 25e-6, columns=256, rows=256).height.astype(float)
        spectrum = np.abs(np.fft.rfft2((height - height.mean()) * np.outer(np.hanning(256), np.hanning(256))))
        v, u = np.meshgrid(np.fft.fftfreq(256), np.fft.rfftfreq(256), indexing="ij")
        spectrum[np.hypot(u, v) < 3.5 / 256] = 0
        peak = np.unravel_index(spectrum.argmax(), spectrum.shape)
        periods.append(pixel / np.hypot(u[peak], v[peak]))
    assert 0.28e-6 < np.median(periods) < 0.53e-6
