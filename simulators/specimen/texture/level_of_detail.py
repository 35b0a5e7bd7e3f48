"""How much of a feature of some size is drawn at some pixel size."""


def level_of_detail(size: float, pixel_size: float) -> float:
    """Return the drawn share of a feature: 0 below 1 pixel, rising smoothly to 1 at 2 pixels.

    A wave's feature is its half: a caller with a wavelength or a period gives half of it, so that no wave under two pixels is drawn.
    """
    t = min(max(size / pixel_size - 1.0, 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)
