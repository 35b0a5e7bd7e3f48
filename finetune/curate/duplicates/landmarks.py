"""Places in a picture that can be found again in a cropped, rescaled or turned copy of it."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, map_coordinates, maximum_filter, minimum_filter

from fractoscope.finetune.curate.duplicates.symmetries import turned_descriptors, turned_points

MOST = 160
"""Landmarks of a picture: at a quarter of shared area, some ten still are in both."""
OCTAVES, STEPS, FIRST_WIDTH = 3, 3, 1.6
"""Doublings of scale, scales in each, and the first (pixels): Lowe, Int. J. Comput. Vis. 60 (2004) 91, sections 3 and 3.2."""
CELLS, SAMPLES, SPACING = 4, 16, 0.75
"""Cells of a descriptor along a side, samples along it, and their distance in units of the landmark's scale (Lowe, section 6.1)."""
EDGE = 12.0
"""Ratio of principal curvatures from which a place lies on a line, along which it cannot be found again (Lowe, section 4.1: 10)."""
CLIP = 0.2
"""Share of a descriptor that one direction may have, so that changes of contrast do not decide (Lowe, section 6.1)."""


@dataclass(frozen=True)
class Landmarks:
    """Places with their surroundings. Directions are not made canonical: symmetries are tried instead, which keeps more.

    Attributes
    ----------
    places
        Row and column from the picture's middle (pixels of the reduced picture), shape (n, 2).
    scales
        Width of what is there (pixels), shape (n,).
    descriptors
        Gradients around, of length 1, shape (n, 128).
    """

    places: NDArray[np.float32]
    scales: NDArray[np.float32]
    descriptors: NDArray[np.float32]

    def turned(self, symmetry: int) -> "Landmarks":
        """Return the landmarks of the turned picture."""
        cells = self.descriptors.reshape(-1, CELLS, CELLS, 8)
        places = turned_points(self.places.astype(np.float64), symmetry).astype(np.float32)
        return Landmarks(places, self.scales, turned_descriptors(cells, symmetry).reshape(len(places), -1))


def find_landmarks(grey: NDArray[np.float32], most: int = MOST, hidden: NDArray[np.bool_] | None = None) -> Landmarks:
    """Return the strongest extremes of the difference of Gaussians, each with a histogram of gradients.

    Parameters
    ----------
    grey
        Shape (rows, columns).
    most
        How many to keep.
    hidden
        True where none is sought, of the same shape; nowhere for None.
    """
    middle = (np.array(grey.shape) - 1) / 2
    base = gaussian_filter(grey, FIRST_WIDTH)
    found: list[tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]] = []
    for octave in range(OCTAVES):
        if min(base.shape) < 24:
            break
        widths = [FIRST_WIDTH * 2 ** (step / STEPS) for step in range(STEPS + 3)]
        layers = [base]
        for before, after in pairwise(widths):
            layers.append(gaussian_filter(layers[-1], (after**2 - before**2) ** 0.5))
        space = np.stack([fine - coarse for coarse, fine in pairwise(layers)])
        strength = np.abs(space)
        extreme = ((space == maximum_filter(space, 3)) & (space > 0)) | ((space == minimum_filter(space, 3)) & (space < 0))
        extreme[[0, -1]] = False
        margin = 6
        extreme[:, :margin] = extreme[:, -margin:] = False
        extreme[:, :, :margin] = extreme[:, :, -margin:] = False
        layer, row, column = np.nonzero(extreme)
        sharp = ~_on_a_line(space, layer, row, column)
        if hidden is not None:
            sharp &= ~hidden[row * 2**octave, column * 2**octave]
        layer, row, column = layer[sharp], row[sharp], column[sharp]
        # Weak ones go first: descriptors are what takes time.
        order = np.argsort(-strength[layer, row, column], kind="stable")[:most]
        layer, row, column = layer[order], row[order], column[order]
        described = np.zeros((len(order), CELLS * CELLS * 8))
        for level in np.unique(layer):
            here = layer == level
            described[here] = _describe(layers[level], row[here], column[here], widths[level])
        factor = 2**octave
        places = np.stack([row, column], 1) * float(factor) - middle
        found.append((places, np.array(widths)[layer] * factor, described, strength[layer, row, column]))
        base = layers[STEPS][::2, ::2]
    if not found:
        return Landmarks(np.zeros((0, 2), np.float32), np.zeros(0, np.float32), np.zeros((0, 128), np.float32))
    places, scales, descriptors, strengths = (np.concatenate(parts) for parts in zip(*found, strict=True))
    best = np.argsort(-strengths, kind="stable")[:most]
    return Landmarks(places[best].astype(np.float32), scales[best].astype(np.float32), descriptors[best].astype(np.float32))


def _on_a_line(
    space: NDArray[np.float32], layer: NDArray[np.int64], row: NDArray[np.int64], column: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return True where the curvature across is far above that along."""
    centre = space[layer, row, column]
    down = space[layer, row + 1, column] + space[layer, row - 1, column] - 2 * centre
    across = space[layer, row, column + 1] + space[layer, row, column - 1] - 2 * centre
    mixed = (
        space[layer, row + 1, column + 1]
        + space[layer, row - 1, column - 1]
        - space[layer, row + 1, column - 1]
        - space[layer, row - 1, column + 1]
    ) / 4
    determinant = down * across - mixed**2
    return np.asarray((determinant <= 0) | ((down + across) ** 2 * EDGE >= (EDGE + 1) ** 2 * determinant))


def _describe(picture: NDArray[np.float32], row: NDArray[np.int64], column: NDArray[np.int64], width: float) -> NDArray[np.float64]:
    """Return gradient histograms (n, 128) around places."""
    steps = (np.arange(SAMPLES) - (SAMPLES - 1) / 2) * SPACING * width
    rows = row[:, None, None] + steps[None, :, None] + 0 * steps[None, None, :]
    columns = column[:, None, None] + 0 * steps[None, :, None] + steps[None, None, :]
    slopes = [np.asarray(part, np.float32) for part in np.gradient(picture)]
    gradients = [map_coordinates(slope, [rows, columns], order=1, mode="nearest") for slope in slopes]
    size = np.hypot(*gradients) * np.exp(-(steps[:, None] ** 2 + steps[None, :] ** 2) / (2 * (SAMPLES / 2 * SPACING * width) ** 2))
    angle = np.arctan2(gradients[0], gradients[1]) * 4 / np.pi
    # Triangular windows in place and direction: a sample that lies between two cells counts for both, so nothing jumps.
    apart = np.abs((angle[..., None] - np.arange(8) + 4) % 8 - 4)
    directions = size[..., None] * np.clip(1 - apart, 0, None)
    cells = (np.arange(CELLS) + 0.5) * SAMPLES / CELLS - 0.5
    window = np.clip(1 - np.abs(np.arange(SAMPLES)[None, :] - cells[:, None]) * CELLS / SAMPLES, 0, None)
    histogram = np.einsum("nrcd,ir,jc->nijd", directions, window, window, optimize=True).reshape(len(row), -1)
    histogram = np.clip(histogram / (np.linalg.norm(histogram, axis=1, keepdims=True) + 1e-9), 0, CLIP)
    return np.asarray(histogram / (np.linalg.norm(histogram, axis=1, keepdims=True) + 1e-9), np.float64)
