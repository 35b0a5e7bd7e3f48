"""How much of a feature of some size is drawn at some pixel size."""


def level_of_detail(size: float, pixel_size: float) -> float:
    """Return the drawn share of a feature: 0 below 2 pixels, rising smoothly to 1 at 4 pixels."""
    t = min(max((size / pixel_size - 2.0) / 2.0, 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)
