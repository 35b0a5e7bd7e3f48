"""Finding the middle of one picture in another by correlation alone: no landmarks, no registration."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.fft import irfft2, next_fast_len, rfft2
from scipy.ndimage import gaussian_filter

from fractoscope.finetune.curate.duplicates.fingerprint import reduced
from fractoscope.finetune.curate.duplicates.symmetries import SYMMETRIES, turned

AREA = 9_216
"""Pixels of the picture that is looked at: 111 × 83."""
MIDDLE = 0.55
"""Part of each side that the template keeps: two copies cropped to three quarters share it in most cases."""
SCALES = tuple(1.1**step for step in range(-4, 5))
"""Sizes of the template, from 0.68 to 1.46: steps of 10 % move its edge by less than two pixels."""
SIDE = next_fast_len(200)
Spectra = NDArray[np.complex64]


def flattened(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the reduced picture with shading taken out and contrast made the same everywhere, so that lettering weighs no more."""
    small = reduced(grey, AREA).astype(np.float32)[:SIDE, :SIDE]  # strips are longer than the transform
    band = gaussian_filter(small, 0.7) - gaussian_filter(small, 4.0)
    return np.asarray(band / (np.sqrt(gaussian_filter(band**2, 6.0)) + 1.0), np.float32)


def template_spectra(flat: NDArray[np.float32]) -> Spectra:
    """Return the spectra of the middle of a picture in all sizes and turned in all ways, each of energy 1, shape (72, side, …)."""
    rows, columns = (round(size * MIDDLE) for size in flat.shape)
    top, left = (flat.shape[0] - rows) // 2, (flat.shape[1] - columns) // 2
    middle = Image.fromarray(np.ascontiguousarray(flat[top : top + rows, left : left + columns]))
    templates = []
    for scale in SCALES:
        size = (max(8, round(columns * scale)), max(8, round(rows * scale)))
        template = np.asarray(middle.resize(size, Image.Resampling.BICUBIC))
        template = (template - template.mean()) / (template.std() * np.float32(template.size**0.5) + 1e-6)
        padded = [np.pad(turned(template, symmetry), _room(turned(template, symmetry))) for symmetry in SYMMETRIES]
        templates += padded
    return np.asarray(rfft2(np.stack(templates).astype(np.float32)), np.complex64)


def picture_spectrum(flat: NDArray[np.float32]) -> Spectra:
    """Return the spectrum of a whole picture, scaled so that a peak is about the correlation where a template lies."""
    unit = (flat - flat.mean()) / (flat.std() + 1e-6)
    return np.asarray(rfft2(np.pad(unit, _room(unit))), np.complex64)


def best_match(templates: Spectra, picture: Spectra, area: int) -> float:
    """Return the highest correlation of any template at any place, about -1 to 1.

    Parameters
    ----------
    templates, picture
        From `template_spectra` and `picture_spectrum`.
    area
        Pixels of a template at scale 1.
    """
    peaks = irfft2(np.conj(templates) * picture, s=(SIDE, SIDE)).max((1, 2)).reshape(len(SCALES), -1).max(1)
    return float((peaks / (np.array(SCALES) * area**0.5)).max())


def _room(array: NDArray[np.float32]) -> tuple[tuple[int, int], tuple[int, int]]:
    return ((0, max(0, SIDE - array.shape[0])), (0, max(0, SIDE - array.shape[1])))
