"""Laying one picture over another where landmarks are found in plenty and agree on no shift: on striations, which repeat."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.fft import irfft2, next_fast_len, rfft2
from scipy.ndimage import gaussian_filter, map_coordinates

from fractoscope.finetune.curate.duplicates.registration import Registration, grain, overlap_correlation
from fractoscope.finetune.curate.duplicates.spectral_signature import WAYS, ratio_at
from fractoscope.finetune.curate.duplicates.symmetries import turned

ALTERNATIVES = 2
"""Ways to turn that are tried, each with half a turn more."""
STEPS = (0.97, 1.0, 1.03)
"""Around the ratio of scales that spectra give."""
LEAST_OVERLAP = 0.45
"""Share of the smaller picture below which a shift is not looked at: two crops to three quarters of a side share 0.44 of their area or
more, and ripples of strangers agree in a corner."""
REFINEMENTS = 8
"""Steps of least squares; the fifth moves nothing in most pairs."""


def register_by_correlation(likeness: NDArray[np.float64], one_grey: NDArray[np.float32], other_grey: NDArray[np.float32]) -> Registration:
    """Return the best way to lay one picture over another by correlation over all shifts.

    Spectra give the ways to turn and the scale. All shifts are tried by Fourier transform, and the best is refined by least squares.

    Parameters
    ----------
    likeness
        Of their spectra, from `likeness`.
    one_grey, other_grey
        The reduced pictures at half their size, as `detail` returns them.
    """
    found: list[Registration] = []
    for row in np.argsort(-likeness.max(1))[:ALTERNATIVES]:
        ratio = ratio_at(int(likeness[row].argmax()))
        for symmetry in (WAYS[row], WAYS[row] ^ 2):
            mine = np.ascontiguousarray(turned(one_grey, symmetry))
            scale, shift = _refined(mine, other_grey, *_best_shift(mine, other_grey, ratio))
            correlation, shared = overlap_correlation(mine, other_grey, scale, shift)
            finest, _ = overlap_correlation(grain(mine), grain(other_grey), scale, shift)
            found.append(Registration(symmetry, scale, (float(2 * shift[0]), float(2 * shift[1])), 0, correlation, shared, finest))
            if found[-1].same:
                return found[-1]
    return max(found, key=lambda one: (one.same, one.correlation))


def _best_shift(one: NDArray[np.float32], other: NDArray[np.float32], ratio: float) -> tuple[float, NDArray[np.float64]]:
    """Return the scale near `ratio` and the shift between middles at which the pictures agree best."""
    best, found = -np.inf, (ratio, np.zeros(2))
    still = _even_contrast(other)
    for step in STEPS:
        scale = ratio * step
        size = (max(8, round(one.shape[1] * scale)), max(8, round(one.shape[0] * scale)))
        moved = _even_contrast(np.asarray(Image.fromarray(one).resize(size, Image.Resampling.BICUBIC)))
        shape = tuple(next_fast_len(here + there, real=True) for here, there in zip(moved.shape, still.shape, strict=True))
        agreement = irfft2(np.conj(rfft2(moved, shape)) * rfft2(still, shape), shape)
        rows, columns = (_overlap(*sizes) for sizes in zip(moved.shape, still.shape, shape, strict=True))
        overlap = rows[:, None] * columns[None, :]
        least = LEAST_OVERLAP * min(moved.size, still.size)
        # Chance agreement grows with the root of the overlap: shifts with little in common must not win by it.
        score = np.where(overlap >= least, agreement / np.sqrt(np.maximum(overlap, 1)), -np.inf)
        place = np.unravel_index(int(score.argmax()), score.shape)
        if score[place] > best:
            corner = [int(at) if at < there else int(at) - size for at, there, size in zip(place, still.shape, shape, strict=True)]
            middle = (np.array(moved.shape) - np.array(still.shape)) / 2
            best, found = float(score[place]), (scale, np.array(corner) + middle)
    return found


def _overlap(here: int, there: int, length: int) -> NDArray[np.float32]:
    """Return by how many pixels two stretches overlap at each cyclic shift of the first."""
    shift = np.arange(length)
    shift = np.where(shift < there, shift, shift - length)
    return np.asarray(np.clip(np.minimum(shift + here, there) - np.maximum(shift, 0), 0, None), np.float32)


def _even_contrast(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(picture / (np.sqrt(gaussian_filter(picture**2, 6.0)) + 0.1), np.float32)


def _refined(
    one: NDArray[np.float32], other: NDArray[np.float32], scale: float, shift: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    """Return scale and shift after some steps of Gauss and Newton on the squared difference where the pictures overlap."""
    axes = [np.arange(0, size, 2) - (size - 1) / 2 for size in one.shape]
    rows, columns = (part.ravel() for part in np.meshgrid(*axes, indexing="ij"))
    levels = one[::2, ::2].ravel()
    slopes = [np.asarray(slope, np.float32) for slope in np.gradient(other)]
    middle = (np.array(other.shape) - 1) / 2
    for _ in range(REFINEMENTS):
        there = np.stack([scale * rows + shift[0] + middle[0], scale * columns + shift[1] + middle[1]])
        inside = ((there >= 0) & (there <= 2 * middle[:, None])).all(0)
        if inside.sum() < 50:
            break
        places = there[:, inside]
        down, across = (map_coordinates(slope, places, order=1) for slope in slopes)
        left = levels[inside] - map_coordinates(other, places, order=1)
        moves = np.stack([rows[inside] * down + columns[inside] * across, down, across], 1).astype(np.float64)
        change = np.linalg.lstsq(moves, left.astype(np.float64), rcond=None)[0]
        scale, shift = scale + float(np.clip(change[0], -0.02, 0.02)), shift + np.clip(change[1:], -1.0, 1.0)
    return scale, shift
