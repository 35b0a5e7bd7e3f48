"""Whether a picture can carry a statement at all."""

from fractoscope.model.taxonomy import Feature

PIXELS_PER_PERIOD = 5.0
"""Fewest pixels a period for calling anything periodic (reference on fractography, section 3, rule 3)."""


def callable_here(feature: Feature, field_width: float | None, columns: int, period: float | None = None) -> bool:
    """Return True if a frame of this field width may assert a feature.

    Parameters
    ----------
    feature
        What is to be called.
    field_width
        Horizontal field width (m), or None without a scale: then no band is tested, and what needs a scale cannot be called.
    columns
        Pixels across the frame.
    period
        Spacing (m) of a periodic feature where it is known; the stricter of band and five pixels a period decides.
    """
    if field_width is None:
        return not feature.needs_scale
    if feature.band is not None and not feature.band.holds(field_width):
        return False
    if feature.periodic and period is not None:
        return period * columns >= PIXELS_PER_PERIOD * field_width * (1 - 1e-9)
    return True
