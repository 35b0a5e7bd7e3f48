"""How long the simulator takes for a frame, against the least that any simulated frame costs: its noise."""

import resource
import sys
from collections.abc import Sequence
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from fractoscope.instruments.values import BeamSettings, ScanSettings, StagePosition
from fractoscope.simulators.specimen.families.registry import FAMILIES, plan_of
from fractoscope.simulators.specimen_view import SpecimenView
from fractoscope.simulators.zone_places import zone_places

FIELD_WIDTHS = (20e-3, 5e-3, 1e-3, 200e-6, 50e-6, 10e-6, 2e-6, 1e-6)
"""Metres: from the whole specimen to the narrowest field of the scan generator."""

SCAN = ScanSettings(columns=1024, rows=768)
LIVE = ScanSettings(columns=512, rows=384)

ELECTRONS = 70.0
"""Electrons counted on a pixel of the noise frame: about what `ScanSettings` and `BeamSettings` give by default."""


def measure_simulator(family: str = "plate", seed: int = 0, repeats: int = 2) -> dict[str, Any]:
    """Time frames of 1024 × 768 pixels with their truth, in every zone and at several field widths, in turns with Poisson noise.

    Parameters
    ----------
    family
        Kind of specimen, or "all".
    seed
        Of the specimens.
    repeats
        Frames a zone and field width; the first of all frames at a field width and zone is rendered once before, untimed, for
        whatever has to be compiled.

    Returns
    -------
    dict
        `frames`: a list of `field_width_m`, `ms_median`, `ms_worst`, `worst_at` (family and zone), `noise_ms_median` and
        `ratio_to_noise` over all families and zones; `ms_median`, `ms_worst` and `ratio_to_noise` of all frames;
        `families`: the ratio to noise by family, field width and zone; `live_view`: the same of 512 × 384 pixels; and
        `peak_memory_bytes` of the process.

    Raises
    ------
    UnknownFamily
        If there is no such family.
    """
    if family != "all":
        plan_of(family, seed)
    names = tuple(FAMILIES) if family == "all" else (family,)
    frames = [sample for name in names for sample in _timed(name, seed, repeats, SCAN)]
    live = [sample for name in names for sample in _timed(name, seed, 1, LIVE)]
    return {
        "frames": [{"field_width_m": width, **_summary([each for each in frames if each["width"] == width])} for width in FIELD_WIDTHS],
        **_summary(frames),
        "families": {name: _by_width([each for each in frames if each["family"] == name]) for name in names},
        "live_view": {"columns": LIVE.columns, "rows": LIVE.rows, **_summary(live)},
        "peak_memory_bytes": _peak_memory(),
    }


def _timed(family: str, seed: int, repeats: int, scan: ScanSettings) -> list[dict[str, Any]]:
    view = SpecimenView(seed, family)
    generator = np.random.default_rng(0)
    mean = np.full((scan.rows, scan.columns), ELECTRONS)
    samples = []
    for zone, (x, y) in zone_places(family, seed).items():
        for width in FIELD_WIDTHS:
            for number in range(repeats + 1):
                started = perf_counter()
                view.render(StagePosition(x=x, y=y), width, scan, BeamSettings(), defocus=0.0, frame_number=number)
                rendered = perf_counter()
                generator.poisson(mean)
                if number:
                    noise = 1e3 * (perf_counter() - rendered)
                    samples.append({"family": family, "zone": zone, "width": width, "ms": 1e3 * (rendered - started), "noise_ms": noise})
    return samples


def _summary(samples: Sequence[dict[str, Any]]) -> dict[str, Any]:
    worst = max(samples, key=lambda sample: float(sample["ms"]))
    frame, noise = median(sample["ms"] for sample in samples), median(sample["noise_ms"] for sample in samples)
    return {
        "ms_median": frame,
        "ms_worst": worst["ms"],
        "worst_at": {"family": worst["family"], "zone": worst["zone"], "field_width_m": worst["width"]},
        "noise_ms_median": noise,
        "ratio_to_noise": frame / noise,
        "ratio_to_noise_worst": worst["ms"] / noise,
    }


def _by_width(samples: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the ratio to noise of the quicker of the repeats by zone, for each field width: what another process took away is left out."""
    noise = median(sample["noise_ms"] for sample in samples)
    rows = []
    for width in FIELD_WIDTHS:
        here = [sample for sample in samples if sample["width"] == width]
        zones = sorted({str(sample["zone"]) for sample in here})
        ratios = {zone: min(float(sample["ms"]) for sample in here if str(sample["zone"]) == zone) / noise for zone in zones}
        rows.append({"field_width_m": width, "ratio_to_noise": ratios})
    return rows


def _peak_memory() -> int:
    """Return the largest resident size that the process ever had (bytes); macOS counts it in bytes, Linux in KiB."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else 1024 * size
