"""Where to go with the zoom so that a candidate can be settled."""

from math import sqrt

from fractoscope.model.statements.callable_here import PIXELS_PER_PERIOD
from fractoscope.model.taxonomy import Feature

MARGIN = 1.25
"""How far inside a band's end to aim, so that a read-back off by some percent is still inside."""


def zoom_target(feature: Feature, field_width: float, columns: int, period: float | None = None) -> float | None:
    """Return the nearest field width (m) at which a feature may be asserted, around the same centre.

    Parameters
    ----------
    feature
        The candidate.
    field_width
        Present field width (m).
    columns
        Pixels across the frame to come.
    period
        Spacing (m) of a periodic feature where it is known.

    Returns
    -------
    float | None
        A field width inside the band that also gives five pixels a period; the present one if it will do; None if no field
        width satisfies both.
    """
    low, high = (0.0, float("inf")) if feature.band is None else (feature.band.low, feature.band.high)
    if feature.periodic and period is not None:
        high = min(high, period * columns / PIXELS_PER_PERIOD)
    if low > high:
        return None
    if low <= field_width <= high:
        return field_width
    margin = MARGIN if high > low * MARGIN**2 else sqrt(high / low) if low else 1.0
    return low * margin if field_width < low else high / margin
