"""Where lines of growth come from."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fractoscope.agent.belief.cells import Cells
from fractoscope.agent.belief.line_sighting import LineSighting
from fractoscope.agent.belief.origin_estimate import OriginEstimate
from fractoscope.agent.mission.area import Rectangle

_CONCENTRATION = 4.0
"""Of the von Mises distribution on doubled angles: a spread of about ±20° of local growth about the radial direction."""

_OUTLIERS = 0.15
_BETWEEN_FRAMES = 1e-3
_MINIMUM_PLACES = 3
_MASS = 0.68
_WIDEST = 1 / 6
_LEAST = 0.35
_POINTS_ALONG = 72


class OriginPosterior:
    """Probability of the origin over a raster, from axes of striations.

    The crack grew across striations, away from the origin or (the sense is open) towards it. For a candidate origin the
    radial direction through each sighting must agree with the growth axis: a von Mises term on doubled angles, which holds
    both senses, over a floor for outliers. Lines that cross at an angle settle what one line leaves open.

    Parameters
    ----------
    bounds
        The specimen; its origin lies inside.
    cells
        Places where the belief in fatigue is known.
    """

    def __init__(self, bounds: Rectangle, cells: Cells) -> None:
        self._size = max(bounds.x_max_m - bounds.x_min_m, bounds.y_max_m - bounds.y_min_m)
        xs = np.linspace(bounds.x_min_m, bounds.x_max_m, _POINTS_ALONG)
        ys = np.linspace(bounds.y_min_m, bounds.y_max_m, _POINTS_ALONG)
        self.x, self.y = (grid.ravel() for grid in np.meshgrid(xs, ys))
        self._nearest = np.argmin((self.x[:, None] - cells.x[None, :]) ** 2 + (self.y[:, None] - cells.y[None, :]) ** 2, axis=1)
        self._log = np.zeros(self.x.shape)
        self._places: list[tuple[float, float]] = []

    def ingest(self, lines: Sequence[LineSighting]) -> None:
        """Fuse the sightings of one frame; together they weigh as much as one, for they lie in the same patch."""
        total = sum(line.coherence * line.probability for line in lines)
        if total <= 0:
            return
        floor = np.i0(_CONCENTRATION)
        for line in lines:
            dx, dy = line.x - self.x, line.y - self.y
            squared = np.maximum(dx * dx + dy * dy, np.finfo(np.float64).tiny)
            # The cosine of twice the angle between the radial direction and the axis, without an inverse tangent a point.
            cosine = ((dx * dx - dy * dy) * np.cos(2 * line.angle) + 2 * dx * dy * np.sin(2 * line.angle)) / squared
            agreement = np.exp(_CONCENTRATION * cosine) / floor
            weight = line.coherence * line.probability / total * min(1.0, total)
            self._log += weight * np.log((1 - _OUTLIERS) * agreement + _OUTLIERS)
        centre = (sum(line.x for line in lines) / len(lines), sum(line.y for line in lines) / len(lines))
        # More places than the estimate asks for need not be told apart: a long session has thousands.
        if len(self._places) < _MINIMUM_PLACES and all(
            np.hypot(centre[0] - x, centre[1] - y) > _BETWEEN_FRAMES * self._size for x, y in self._places
        ):
            self._places.append(centre)

    def density(self, fatigue: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """Return the probability of each raster point, shape (points,), sum 1.

        Parameters
        ----------
        fatigue
            Its probability in each cell, shape (cells,): a weak pull, because a fatigue crack begins in its own zone.
        """
        log = self._log.copy()
        if fatigue is not None:
            log += 0.5 * np.log(0.1 + fatigue[self._nearest])
        density: NDArray[np.float64] = np.exp(log - log.max())
        density /= density.sum()
        return density

    def estimate(self, fatigue: NDArray[np.float64] | None = None) -> OriginEstimate | None:
        """Return the disc about the densest place that holds 68 % of the mass, or None.

        A disc wider than a sixth of the specimen is cut to that and told with the mass that it then holds: lines that are
        nearly parallel leave a second place far away. None with lines from fewer than three places, or below 35 %: then
        nothing is known that a reader could use.
        """
        if len(self._places) < _MINIMUM_PLACES:
            return None
        density = self.density(fatigue)
        peak = int(density.argmax())
        near = (self.x - self.x[peak]) ** 2 + (self.y - self.y[peak]) ** 2 <= (0.08 * self._size) ** 2
        weight = density[near]
        x = float((self.x[near] * weight).sum() / weight.sum())
        y = float((self.y[near] * weight).sum() / weight.sum())
        distance = np.hypot(self.x - x, self.y - y)
        order = np.argsort(distance)
        mass = np.cumsum(density[order])
        index = min(int(np.searchsorted(mass, _MASS)), len(order) - 1)
        radius = min(max(float(distance[order][index]), self._size / _POINTS_ALONG), _WIDEST * self._size)
        held = float(min(1.0, density[distance <= radius].sum()))
        if held < _LEAST:
            return None
        return OriginEstimate(x_m=x, y_m=y, radius_m=radius, probability=held)
