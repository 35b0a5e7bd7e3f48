"""Numbers of a facility file: strict, finite, and in order."""

from typing import Annotated

from pydantic import AfterValidator, Field

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A number; a text that looks like one is refused."""

Positive = Annotated[float, Field(strict=True, allow_inf_nan=False, gt=0)]
"""A number above 0."""

Length = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0)]
"""A number from 0 on."""


def _ordered(bounds: tuple[float, float]) -> tuple[float, float]:
    if bounds[0] > bounds[1]:
        raise ValueError(f"the first number is the lowest value allowed, the second the highest; {bounds[0]:g} is above {bounds[1]:g}")
    return bounds


Bounds = Annotated[tuple[Number, Number], AfterValidator(_ordered)]
"""Lowest and highest value, both allowed."""
