"""Numbers with units as a reader of the report wants them."""

from fractoscope.instruments.values import plain_number, quantity_text

_SPACE = "\u00a0"


def quantity(value: float, unit: str, digits: int = 3) -> str:
    """Return `quantity_text` with a space at which no line breaks."""
    return quantity_text(value, unit, digits, _SPACE)


def area(value: float) -> str:
    """Return an area (m²) in mm² or µm²."""
    unit, scale = ("mm²", 1e6) if abs(value) >= 1e-8 else ("µm²", 1e12)
    return f"{plain_number(value * scale)}{_SPACE}{unit}"


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
