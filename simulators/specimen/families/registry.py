"""All families of specimens by name."""

from collections.abc import Callable

from fractoscope.simulators.specimen.families.plate import plan_plate
from fractoscope.simulators.specimen.families.rotating_bending import plan_rotating_bending
from fractoscope.simulators.specimen.families.unknown_family import UnknownFamily
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan

FAMILIES: dict[str, Callable[[int], SpecimenPlan]] = {
    "plate": plan_plate,
    "rotating_bending": plan_rotating_bending,
}
"""From a family's name to the function that draws a plan from a seed."""


def plan_of(family: str, seed: int) -> SpecimenPlan:
    """Return the plan of a specimen.

    Raises
    ------
    UnknownFamily
        If there is no such family.
    """
    if family not in FAMILIES:
        raise UnknownFamily(family, tuple(FAMILIES))
    return FAMILIES[family](seed)
