"""How long the simulator takes for a frame, against the least that any simulated frame costs: its noise."""

from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from fractoscope.instruments.values import BeamSettings, ScanSettings, StagePosition
from fractoscope.simulators.specimen_view import SpecimenView

FIELD_WIDTHS = (20e-3, 1e-3, 50e-6, 2e-6)
"""Metres: from the whole specimen to single striations."""

SCAN = ScanSettings(columns=1024, rows=768)

ELECTRONS = 70.0
"""Electrons counted on a pixel of the noise frame: about what `ScanSettings` and `BeamSettings` give by default."""


def measure_simulator(seed: int = 0, repeats: int = 5) -> dict[str, Any]:
    """Time frames of 1024 × 768 pixels at several field widths, in turns with numpy's Poisson noise for as many pixels.

    Parameters
    ----------
    seed
        Of the specimen.
    repeats
        Frames a field width, each at a place of its own on the fracture face.

    Returns
    -------
    dict
        `frames`: a list of `field_width_m`, `ms_median`, `noise_ms_median` and `ratio_to_noise`.
    """
    view = SpecimenView(seed)
    view.compile()
    places = [StagePosition(x=x * 1e-3, y=y * 1e-3) for x, y in np.random.default_rng(seed).uniform(-2.5, 2.5, (repeats, 2)).tolist()]
    return {"frames": [_measured(view, width, places) for width in FIELD_WIDTHS]}


def _measured(view: SpecimenView, field_width: float, places: list[StagePosition]) -> dict[str, float]:
    generator = np.random.default_rng(0)
    mean = np.full((SCAN.rows, SCAN.columns), ELECTRONS)
    frames, noises = [], []
    for number, place in enumerate(places):
        started = perf_counter()
        view.render(place, field_width, SCAN, BeamSettings(), defocus=0.0, frame_number=number)
        rendered = perf_counter()
        generator.poisson(mean)
        frames.append(1e3 * (rendered - started))
        noises.append(1e3 * (perf_counter() - rendered))
    frame, noise = median(frames), median(noises)
    return {"field_width_m": field_width, "ms_median": frame, "noise_ms_median": noise, "ratio_to_noise": frame / noise}
