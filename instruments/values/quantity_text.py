"""Numbers with units as a person reads them: for messages, progress lines and reports alike."""

from math import floor, log10

_PREFIXES = {-4: "p", -3: "n", -2: "µ", -1: "m", 0: "", 1: "k", 2: "M"}


def quantity_text(value: float, unit: str, digits: int = 3, space: str = " ") -> str:
    r"""Return a value with the SI prefix that leaves one to three digits before the point.

    Parameters
    ----------
    value
        In the bare unit; lengths in metres come out as nm, µm or mm.
    unit
        Symbol of the bare unit.
    digits
        Significant digits.
    space
        Between number and unit; a page takes one at which no line breaks.

    Examples
    --------
    >>> quantity_text(12.7e-6, "m"), quantity_text(15e3, "V"), quantity_text(9.996e-4, "m")
    ('12.7 µm', '15 kV', '1 mm')
    """
    rounded = float(f"{value:.{digits - 1}e}")
    if rounded == 0:
        return f"0{space}{unit}"
    exponent = min(max(floor(log10(abs(rounded)) / 3 + 1e-9), min(_PREFIXES)), max(_PREFIXES))
    return f"{plain_number(rounded / 1000.0**exponent, digits)}{space}{_PREFIXES[exponent]}{unit}"


def plain_number(value: float, digits: int = 3) -> str:
    """Return a number with so many significant digits, without exponent or trailing zeros."""
    if value == 0:
        return "0"
    decimals = max(0, digits - 1 - floor(log10(abs(value)) + 1e-12))
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
