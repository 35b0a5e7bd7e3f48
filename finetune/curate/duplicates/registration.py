"""Laying one picture over another, and asking whether they agree where they overlap."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, map_coordinates

from fractoscope.finetune.curate.duplicates.landmarks import Landmarks
from fractoscope.finetune.curate.duplicates.symmetries import SYMMETRIES, turned

ALIKE = 0.7
"""Cosine of two descriptors from which they may show the same place."""
TOLERANCE = 4.0
"""Pixels of the reduced picture that a landmark may lie off, at scale 1."""
SCALE_RANGE = 3.0
"""Largest ratio of scales that is tried: copies in the literature are cropped and resampled, not magnified."""
AGREEING = 5
"""Landmarks that must agree on one shift and scale before pixels are looked at."""
CORRELATION = 0.66
"""Normalised cross-correlation of the overlap from which two pictures are copies; the pairs of made-up corpora part there, and
`fractoscope dataset check-duplicates` says how well. Strangers come near it by alike lettering, or ripples of one spacing."""
MANY, MANY_CORRELATION = 15, 0.5
"""With so many agreeing landmarks less will do: fine ripples lose correlation when a copy is enlarged. Strangers had nine at most."""
BLOCKS = 4
"""Parts of the overlap along a side."""
SHARED = 0.16
"""Share of the smaller picture that must overlap. In a small corner alike lettering outweighs the surface around it; true pairs of a
made-up corpus that were registered shared 0.21 and more."""

SOLE_CORRELATION, SOLE_SHARED = 0.9, 0.5
"""The same without landmarks, where all shifts are tried and the best of strangers is chosen too."""
SOLE_GRAIN = 0.87
"""Correlation of the finest detail that is asked for too: straight ripples of one spacing agree by period alone, up to 0.98, and only the
grain of the picture tells whether it is the same one. In made-up corpora strangers cut from one frame came to 0.85."""
GRAIN = 0.6
"""Standard deviation (pixels of `detail`) below which detail is grain."""


@dataclass(frozen=True)
class Registration:
    """How one picture lies over another.

    Attributes
    ----------
    symmetry
        By which the first is turned.
    scale
        Of the second against the turned first.
    shift
        Rows and columns that the middle of the turned first lies off in the second.
    agreeing
        Landmarks that agree; 0 if none were asked for.
    correlation
        Of the pixels where they overlap, -1 to 1.
    shared
        Overlap as a share of the smaller picture, 0 to 1.
    grain
        Correlation of the finest detail alone, -1 to 1; asked for only where no landmarks agree.
    """

    symmetry: int
    scale: float
    shift: tuple[float, float]
    agreeing: int
    correlation: float
    shared: float
    grain: float = 0.0

    @property
    def same(self) -> bool:
        """True if both show the same pixels."""
        if self.agreeing == 0:
            return self.correlation >= SOLE_CORRELATION and self.grain >= SOLE_GRAIN and self.shared >= SOLE_SHARED
        least = MANY_CORRELATION if self.agreeing >= MANY else CORRELATION
        return self.agreeing >= AGREEING and self.correlation >= least and self.shared >= SHARED


def register(
    one: Landmarks,
    other: Landmarks,
    one_grey: NDArray[np.float32],
    other_grey: NDArray[np.float32],
    symmetries: Iterable[int] = SYMMETRIES,
) -> Registration | None:
    """Return the best way to lay one picture over another, or None if no landmarks agree.

    Parameters
    ----------
    one, other
        Landmarks of the reduced pictures.
    one_grey, other_grey
        The pictures at half that size, as `detail` returns them.
    symmetries
        Ways to turn the first that are tried.
    """
    best: Registration | None = None
    if min(len(one.places), len(other.places)) < AGREEING:
        return None
    for symmetry in symmetries:
        flipped = one.turned(symmetry)
        found = _agree(flipped, other)
        if found is None:
            continue
        scale, shift, agreeing = found
        if best is not None and agreeing < best.agreeing / 2:
            continue
        correlation, shared = overlap_correlation(turned(one_grey, symmetry), other_grey, scale, shift / 2)
        candidate = Registration(symmetry, scale, (float(shift[0]), float(shift[1])), agreeing, correlation, shared)
        if best is None or (candidate.same, candidate.correlation) > (best.same, best.correlation):
            best = candidate
    return best


def detail(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a picture without noise and without shading, of unit spread: what is compared pixel by pixel."""
    band = gaussian_filter(grey, 0.75) - gaussian_filter(grey, 6.0)
    return np.asarray(band / (band.std() + 1e-6), np.float32)


def grain(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the finest part of a picture from `detail`."""
    return np.asarray(picture - gaussian_filter(picture, GRAIN), np.float32)


def _agree(one: Landmarks, other: Landmarks) -> tuple[float, NDArray[np.float64], int] | None:
    """Return scale, shift and the number of landmarks behind them."""
    likeness = one.descriptors @ other.descriptors.T
    first = likeness.argmax(1)
    matched = (likeness[np.arange(len(first)), first] >= ALIKE) & (likeness.argmax(0)[first] == np.arange(len(first)))
    mine = np.nonzero(matched)[0]
    if len(mine) < AGREEING:
        return None
    theirs = first[mine]
    here, there = one.places[mine].astype(np.float64), other.places[theirs].astype(np.float64)
    ratio = other.scales[theirs].astype(np.float64) / one.scales[mine]
    # Each match proposes the scale and shift that it implies; all others vote.
    shifts = there - ratio[:, None] * here
    off = np.hypot(*np.moveaxis(there[None] - ratio[:, None, None] * here[None] - shifts[:, None], 2, 0))
    # The ratio of two scales is known to a quarter only, which moves landmarks in proportion to their distance.
    reach = np.hypot(*np.moveaxis(here[None] - here[:, None], 2, 0))
    votes = (off <= TOLERANCE + 0.12 * ratio[:, None] * reach) & (np.abs(np.log(ratio[None] / ratio[:, None])) < 0.5)
    chosen = votes[votes.sum(1).argmax()]
    scale, shift = 1.0, np.zeros(2)
    for _ in range(4):
        if chosen.sum() < AGREEING:
            return None
        scale, shift = _fitted(here[chosen], there[chosen])
        if not 1 / SCALE_RANGE < scale < SCALE_RANGE:
            return None
        chosen = np.hypot(*(there - scale * here - shift).T) <= TOLERANCE * max(1.0, scale)
    # Several landmarks at one place (at different scales) count once.
    spots = {(round(row / 4), round(column / 4)) for row, column in here[chosen]}
    return (scale, shift, len(spots)) if len(spots) >= AGREEING else None


def _fitted(here: NDArray[np.float64], there: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Return scale and shift of least squares."""
    middle_here, middle_there = here.mean(0), there.mean(0)
    spread = ((here - middle_here) ** 2).sum()
    scale = float(((here - middle_here) * (there - middle_there)).sum() / max(spread, 1e-9))
    return scale, middle_there - scale * middle_here


def overlap_correlation(
    one: NDArray[np.float32], other: NDArray[np.float32], scale: float, shift: NDArray[np.float64]
) -> tuple[float, float]:
    """Return the normalised cross-correlation where two pictures overlap, and the overlap as a share of the smaller one.

    The overlap is cut into 4 × 4 parts and the median of their correlations taken: a letter or a scale bar in the same corner of two
    strangers agrees in a part or two, a copy agrees nearly everywhere.

    Parameters
    ----------
    one, other
        From `detail`.
    scale, shift
        A point p from the middle of `one` lies at scale * p + shift from the middle of `other`.
    """
    rows, columns = np.meshgrid(*(np.arange(size) - (size - 1) / 2 for size in one.shape), indexing="ij")
    there = [scale * part + shift[axis] + (other.shape[axis] - 1) / 2 for axis, part in enumerate((rows, columns))]
    inside = np.logical_and.reduce([(part >= 0) & (part <= size - 1) for part, size in zip(there, other.shape, strict=True)])
    smaller = min(one.size, other.size / scale**2)
    shared = float(inside.sum() / smaller)
    if inside.sum() < 50:
        return 0.0, shared
    mine, theirs = one[inside].astype(np.float64), map_coordinates(other, [part[inside] for part in there], order=1)
    block = _blocks(rows[inside], columns[inside])
    agreement = [_correlation(mine[block == name], theirs[block == name]) for name in np.unique(block)]
    return float(np.median(agreement)), min(1.0, shared)


def _blocks(rows: NDArray[np.float64], columns: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each pixel of the overlap in which of 4 × 4 equal parts of it it lies."""
    parts = []
    for along in (rows, columns):
        low, high = along.min(), along.max()
        parts.append(np.minimum(BLOCKS - 1, (along - low) / max(high - low, 1.0) * BLOCKS).astype(np.int64))
    return np.asarray(parts[0] * BLOCKS + parts[1])


def _correlation(mine: NDArray[np.float64], theirs: NDArray[np.float64]) -> float:
    mine, theirs = mine - mine.mean(), theirs - theirs.mean()
    return float((mine * theirs).sum() / (np.sqrt((mine**2).sum() * (theirs**2).sum()) + 1e-9))
