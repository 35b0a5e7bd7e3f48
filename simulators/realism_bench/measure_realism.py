"""Rendered fractures beside real ones, in numbers."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.realism_bench.picture_statistics import PictureStatistics, correlation_length
from fractoscope.simulators.realism_bench.real_pictures import KINDS, RealPicture, read_real_pictures
from fractoscope.simulators.realism_bench.realism_figures import draw_figures
from fractoscope.simulators.realism_bench.rendered_pictures import RenderedPlace, as_grey, rendered_places

SIZE = 256
"""Edge of the compared squares (px)."""

PIXEL_SIZES = tuple(float(size) for size in np.geomspace(50e-9, 2.5e-6, 6))
"""Pitches (m) at which places are rendered, among which those with a picture's pixels per feature are taken."""

BLURS = (0.0, 1.0)
"""Radii of the disc of confusion (px)."""

DWELL_TIMES = (20e-6, 2e-6, 0.5e-6)
"""Dwell times (s): a slow scan, a quick one, and one about as noisy as film grain."""

CONDITIONS = tuple((blur, dwell) for blur in BLURS for dwell in DWELL_TIMES)

TONES = (1.0, 0.8, 0.65, 0.5, 0.4)
"""Exponents of a tone curve, as of photographic paper, that are tried to explain a skew that disagrees."""

USUAL = (0.007, 0.01)
"""Shares that the microscope's own adjustment saturates."""

WITHIN = {"slope_low": 0.6, "slope_high": 0.6, "skew": 0.55}
"""How far medians may differ; of the gradient, `GRADIENT_WITHIN` of the real one."""
GRADIENT_WITHIN = 0.3

ALSO_SHOWN = {"striations": "fatigue_striations"}
"""Kinds that are rendered and measured although no real picture of them is at hand."""


@dataclass(frozen=True)
class RenderedSquare:
    """One rendered square: counted electrons, pitch (m), blur (px) with dwell time (s), and the length of its features (px)."""

    signal: NDArray[np.float32]
    pixel_size: float
    condition: tuple[float, float]
    feature_length: float


def measure_realism(
    folder: Path,
    *,
    places: int = 16,
    seed: int = 0,
    figures: Path | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, Any]:
    """Compare rendered dimples, cleavage and intergranular facets with real micrographs; striations are rendered alone.

    Every real picture is held against squares with its pixels per feature: those whose autocorrelation falls to one half at nearly
    the same distance. They are measured twice. `plain`: in focus, with the microscope's own brightness and contrast. `as_taken`:
    with the shares of black and white that the picture has, and with whichever blur and dwell time of `CONDITIONS` agree best in the
    high slope alone; so the high slope of `as_taken` proves little, the other three numbers were not looked at. Where the skew
    disagrees all the same, `toned` tells which tone curve would explain it: a diagnosis, no test.

    Parameters
    ----------
    folder
        Micrographs and their `labels.csv`.
    places
        Rendered places of each kind.
    seed
        Draws the places.
    figures
        Where spectra and rendered samples are drawn, or None.
    progress
        Told how many places are rendered, of how many.

    Returns
    -------
    dict
        By kind: `real`, `plain` and `as_taken` with median, lower and upper quartile of each statistic, and whether the medians agree.

    Raises
    ------
    BadFile
        If the micrographs cannot be read.
    """
    real = read_real_pictures(folder)
    features = {**KINDS, **ALSO_SHOWN}
    total, done = places * len(features), 0
    report: dict[str, Any] = {"window_px": SIZE, "places": places, "seed": seed, "kinds": {}}
    drawn = {}
    for kind, feature in features.items():
        squares: list[RenderedSquare] = []
        for place in rendered_places(feature, places, seed):
            squares += _squares(place)
            done += 1
            progress(done, total)
        pictures = [picture for picture in real if picture.kind == kind]
        kept = _compare(pictures, squares) if pictures else {"plain": [as_grey(square.signal, *USUAL) for square in _middle(squares)]}
        report["kinds"][kind] = _summary(pictures, kept)
        drawn[kind] = kept
    if figures is not None:
        draw_figures(figures, drawn)
    return report


def _squares(place: RenderedPlace) -> list[RenderedSquare]:
    found = []
    for pixel_size in PIXEL_SIZES:
        for blur in BLURS:
            signals = place.signals(pixel_size, SIZE, blur, DWELL_TIMES)
            for dwell_time, signal in zip(DWELL_TIMES, signals, strict=False):
                length = correlation_length(as_grey(signal, *USUAL))
                found.append(RenderedSquare(signal, pixel_size, (blur, dwell_time), length))
    return found


def _middle(squares: list[RenderedSquare]) -> list[RenderedSquare]:
    """Return squares in focus at the pitch in the middle of those at which striations can be told."""
    return [square for square in squares if square.condition == CONDITIONS[0] and square.pixel_size == PIXEL_SIZES[1]]


def _compare(pictures: list[RealPicture], squares: list[RenderedSquare]) -> dict[str, list[NDArray[np.uint8]]]:
    """Return the squares that are held against the pictures: `real` windows, and rendered ones `plain` and `as_taken`."""
    kept: dict[str, list[NDArray[np.uint8]]] = {"real": [], "plain": [], "as_taken": []}
    for picture in pictures:
        windows = picture.windows(SIZE)
        kept["real"] += windows
        length = float(np.median([correlation_length(window) for window in windows]))
        kept["plain"] += [as_grey(square.signal, *USUAL) for square in _alike(squares, length, CONDITIONS[0])]
        slope = float(np.median([PictureStatistics.of(window).slope_high for window in windows]))
        tries = [[as_grey(square.signal, *picture.saturated) for square in _alike(squares, length, condition)] for condition in CONDITIONS]
        kept["as_taken"] += min(tries, key=lambda taken: abs(np.median([PictureStatistics.of(one).slope_high for one in taken]) - slope))
    return kept


def _alike(squares: list[RenderedSquare], length: float, condition: tuple[float, float], count: int = 8) -> list[RenderedSquare]:
    """Return the squares of a condition whose features are nearest to a length (px)."""
    taken = [square for square in squares if square.condition == condition]
    return sorted(taken, key=lambda square: abs(float(np.log(square.feature_length / length))))[:count]


def _summary(pictures: list[RealPicture], kept: dict[str, list[NDArray[np.uint8]]]) -> dict[str, Any]:
    told: dict[str, Any] = {"real_pictures": len(pictures)}
    for name, squares in kept.items():
        values = [asdict(PictureStatistics.of(square)) for square in squares]
        told[name] = {
            statistic: dict(zip(("lower", "median", "upper"), _quartiles([v[statistic] for v in values]), strict=True))
            for statistic in values[0]
        }
    for name in ("plain", "as_taken"):
        if pictures:
            told[name]["agrees"] = _agreement(told["real"], told[name])
    if pictures and not told["as_taken"]["agrees"]["skew"]:
        told["toned"] = _explained(kept["as_taken"], told["real"])
    return told


def _explained(squares: list[NDArray[np.uint8]], real: dict[str, dict[str, float]]) -> dict[str, Any]:
    """Return the tone curve under which the skew is nearest to the real one, and what it makes of the other numbers."""
    tries = []
    for exponent in TONES:
        toned = [PictureStatistics.of(255 * (square / 255.0) ** exponent) for square in squares]
        medians = {name: float(np.median([asdict(one)[name] for one in toned])) for name in asdict(toned[0])}
        tries.append({"exponent": exponent, **medians})
    return min(tries, key=lambda one: abs(one["skew"] - real["skew"]["median"]))


def _quartiles(values: list[float]) -> list[float]:
    return [float(value) for value in np.quantile(values, (0.25, 0.5, 0.75))]


def _agreement(real: dict[str, dict[str, float]], rendered: dict[str, dict[str, float]]) -> dict[str, bool]:
    agrees = {name: bool(abs(rendered[name]["median"] - real[name]["median"]) <= margin) for name, margin in WITHIN.items()}
    target = real["gradient"]["median"]
    agrees["gradient"] = bool(abs(rendered["gradient"]["median"] - target) <= GRADIENT_WITHIN * target)
    return agrees
