"""The number at a scale bar."""

import re

UNITS = {"nm": 1e-9, "um": 1e-6, "mm": 1e-3}
"""Metres; picometres and metres never stand at a bar in an SEM, so "pm" is a µ whose tail was read as a p."""
READ_AS_UNIT = {"um": "um", "µm": "um", "μm": "um", "pm": "um", "jm": "um", "vm": "um", "ym": "um", "nm": "nm", "mm": "mm", "rn": "m"}
PATTERN = re.compile(r"(?<![\d.,=])([0-9OolI]{1,4}(?:[.,]\d{1,2})?)\s*([µμupjvynm]m)(?![a-z])", re.IGNORECASE)
OTHER = re.compile(r"\b(?:wd|ehp|eht|hv|mag|hfw|width|dist|kv)\b|[=x×]\s*$|:", re.IGNORECASE)
"""What stands before a length that is none of the bar: working distance, field width."""
DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "L": "1", "I": "1", "i": "1", ",": "."})
PAIRS = {"12", "15", "16", "25", "35", "45", "75", "125"}
"""Digits of the bars that are not one digit and noughts; anything else is a misreading or another number."""
SHORTEST, LONGEST = 1e-9, 2e-2
"""Metres that a bar in an SEM stands for."""


def length_in(text: str) -> float | None:
    """Return the length (m) that a text states, or None if it states none, or more than a length.

    Examples
    --------
    >>> length_in("10 μm")
    1e-05
    >>> length_in("WD 9.9 mm") is None
    True
    """
    match = PATTERN.search(text)
    if match is None or OTHER.search(text[: match.start()]):
        return None
    number = match[1].translate(DIGITS)
    unit = READ_AS_UNIT.get(match[2].lower())
    if unit not in UNITS or not any(character.isdigit() for character in match[1]):
        return None
    if not _round(number):
        return None
    length = float(number) * UNITS[unit]
    # Rounded, so that 200 nm is 2e-07 and not 2.0000000000000002e-07.
    return float(f"{length:.6g}") if SHORTEST <= length <= LONGEST else None


def _round(number: str) -> bool:
    """Return True for a number that stands at bars: one digit that counts, or one of the few pairs."""
    digits = number.replace(".", "").strip("0")
    return len(digits) == 1 or digits in PAIRS
