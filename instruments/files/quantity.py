"""Numbers with units, as vendors write them, to SI."""

import re
from math import isfinite, pi

LENGTHS = {"fm": 1e-15, "pm": 1e-12, "nm": 1e-9, "um": 1e-6, "micron": 1e-6, "microns": 1e-6, "mm": 1e-3, "cm": 1e-2, "m": 1.0}
VOLTAGES = {"mv": 1e-3, "v": 1.0, "volt": 1.0, "volts": 1.0, "kv": 1e3}
CURRENTS = {"fa": 1e-15, "pa": 1e-12, "picoamps": 1e-12, "na": 1e-9, "ua": 1e-6, "ma": 1e-3, "a": 1.0}
TIMES = {"ns": 1e-9, "us": 1e-6, "usec": 1e-6, "ms": 1e-3, "s": 1.0}
ANGLES = {"deg": pi / 180, "degrees": pi / 180, "°": pi / 180, "rad": 1.0}
UNITS = LENGTHS | VOLTAGES | CURRENTS | TIMES | ANGLES | {"": 1.0}
"""Factor to SI by unit in lower case, micro signs written as u."""

MICRO_SIGNS = str.maketrans({"µ": "u", "μ": "u"})
ANGSTROM = "Å"
NUMBER_AND_UNIT = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*([^\s\d]*)")


def quantity(text: str | None, unit: str = "") -> float | None:
    """Return the number in `text` in SI units, or None where there is no finite number or the unit is unknown.

    Parameters
    ----------
    text
        A number, with or without a unit behind it: "223.3 nm", "1e-9".
    unit
        The unit if `text` names none.
    """
    found = NUMBER_AND_UNIT.match((text or "")[:64])
    if found is None:
        return None
    name = found[2] or unit
    factor = 1e-10 if name == ANGSTROM else UNITS.get(name.translate(MICRO_SIGNS).lower())
    if factor is None:
        return None
    value = float(found[1]) * factor
    return value if isfinite(value) else None


def positive(value: float | None) -> float | None:
    """Return `value` if it can be a length, a voltage or a time; vendors write 0 for "not known"."""
    return value if value is not None and isfinite(value) and value > 0 else None


def count(text: str | None) -> int | None:
    """Return a positive whole number, or None."""
    text = (text or "").strip()
    return int(text) if text.isdecimal() and len(text) < 9 and int(text) > 0 else None
