"""What many trials come to."""

from collections.abc import Sequence
from math import ceil


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that so many per cent of all do not exceed (nearest rank, so it is one that was measured).

    Raises
    ------
    ValueError
        If there are no values.
    """
    if not values:
        raise ValueError("no values, so no percentile")
    return sorted(values)[max(0, ceil(percent / 100 * len(values)) - 1)]


def milliseconds(values: Sequence[float], prefix: str = "") -> dict[str, float]:
    """Return median, 99th percentile and maximum of seconds, in milliseconds, under `p50_ms`, `p99_ms` and `max_ms`."""
    figures = {"p50_ms": percentile(values, 50), "p99_ms": percentile(values, 99), "max_ms": max(values)}
    return {f"{prefix}{name}": round(1e3 * value, 3) for name, value in figures.items()}
