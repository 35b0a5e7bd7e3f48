"""Numbers with units as a reader wants them."""

from math import floor, log10

_PREFIXES = {-4: "p", -3: "n", -2: "µ", -1: "m", 0: "", 1: "k", 2: "M"}
_SPACE = "\u00a0"


def quantity(value: float, unit: str, digits: int = 3) -> str:
    r"""Return a value with the SI prefix that leaves one to three digits before the point.

    Parameters
    ----------
    value
        In the bare unit; lengths in metres come out as nm, µm or mm.
    unit
        Symbol of the bare unit.
    digits
        Significant digits.

    Examples
    --------
    >>> quantity(12.7e-6, "m"), quantity(15e3, "V"), quantity(9.996e-4, "m")
    ('12.7\xa0µm', '15\xa0kV', '1\xa0mm')
    """
    rounded = float(f"{value:.{digits - 1}e}")
    if rounded == 0:
        return f"0{_SPACE}{unit}"
    exponent = min(max(floor(log10(abs(rounded)) / 3 + 1e-9), min(_PREFIXES)), max(_PREFIXES))
    return f"{_plain(rounded / 1000.0**exponent, digits)}{_SPACE}{_PREFIXES[exponent]}{unit}"


def area(value: float) -> str:
    """Return an area (m²) in mm² or µm²."""
    unit, scale = ("mm²", 1e6) if abs(value) >= 1e-8 else ("µm²", 1e12)
    return f"{_plain(value * scale, 3)}{_SPACE}{unit}"


def duration(seconds: float) -> str:
    """Return a time as hours, minutes and seconds, whichever it has."""
    if seconds < 10:
        return f"{seconds:.1f}{_SPACE}s"
    whole = round(seconds)
    parts = ((whole // 3600, "h"), (whole % 3600 // 60, "min"), (whole % 60, "s"))
    return " ".join(f"{count}{_SPACE}{unit}" for count, unit in parts if count) or f"0{_SPACE}s"


def coordinate(value: float) -> str:
    """Return a stage coordinate (m) in millimetres to the micrometre, with a true minus sign."""
    return f"{value * 1e3:.3f}".replace("-", "−")


def percent(share: float) -> str:
    """Return a probability or share as a whole percentage; what is not certain never reads as 0 % or 100 %."""
    if 0 < share < 0.01:
        return f"< 1{_SPACE}%"
    if 0.99 < share < 1:
        return f"> 99{_SPACE}%"
    return f"{100 * share:.0f}{_SPACE}%"


def _plain(value: float, digits: int) -> str:
    """Return a number with so many significant digits, without exponent or trailing zeros."""
    if value == 0:
        return "0"
    decimals = max(0, digits - 1 - floor(log10(abs(value)) + 1e-12))
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
