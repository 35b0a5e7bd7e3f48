"""Holding what a driver reads back against what it was asked."""

import math

from fractoscope.instruments.errors import HardwareFault
from fractoscope.instruments.values import quantity_text


def require_read_back(name: str, asked: float, read: float, unit: str, *, relative: float = 0.0, absolute: float = 0.0) -> None:
    """Refuse to go on with a setting that the driver clipped, dropped or rounded too far.

    Parameters
    ----------
    name
        Of the setting.
    asked, read
        In `unit`.
    unit
        SI unit, or "1".
    relative, absolute
        Differences that are still the same value.

    Raises
    ------
    HardwareFault
        With both values.
    """
    if not math.isclose(asked, read, rel_tol=relative, abs_tol=absolute):
        shown = [quantity_text(value, unit, 6) if unit != "1" else f"{value:.6g}" for value in (asked, read)]
        raise HardwareFault(vendor_code="read_back", vendor_text=f"{name} was to be {shown[0]} and reads {shown[1]}")


def require_same(name: str, asked: str, read: object) -> None:
    """Refuse to go on with a choice that the driver passed over, as `require_read_back` does with a number."""
    if read != asked:
        raise HardwareFault(vendor_code="read_back", vendor_text=f"{name} was to be {asked!r} and reads {read!r}")
