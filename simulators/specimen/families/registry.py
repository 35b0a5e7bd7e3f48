"""All families of specimens by name."""

from collections.abc import Callable

from fractoscope.simulators.specimen.families.additive_defects import plan_additive_defects
from fractoscope.simulators.specimen.families.cast_fatigue import plan_cast_fatigue
from fractoscope.simulators.specimen.families.ceramic_flexure import plan_ceramic_flexure
from fractoscope.simulators.specimen.families.charpy_cleavage import plan_charpy_cleavage
from fractoscope.simulators.specimen.families.creep_rupture import plan_creep_rupture
from fractoscope.simulators.specimen.families.cup_and_cone import plan_cup_and_cone
from fractoscope.simulators.specimen.families.hydrogen_quasi_cleavage import plan_hydrogen_quasi_cleavage
from fractoscope.simulators.specimen.families.intergranular_embrittlement import plan_intergranular_embrittlement
from fractoscope.simulators.specimen.families.mixed_mode_decoy import plan_mixed_mode_decoy
from fractoscope.simulators.specimen.families.multi_origin_fatigue import plan_multi_origin_fatigue
from fractoscope.simulators.specimen.families.plate import plan_plate
from fractoscope.simulators.specimen.families.rotating_bending import plan_rotating_bending
from fractoscope.simulators.specimen.families.stress_corrosion import plan_stress_corrosion
from fractoscope.simulators.specimen.families.unknown_family import UnknownFamily
from fractoscope.simulators.specimen.specimen_plan import SpecimenPlan

FAMILIES: dict[str, Callable[[int], SpecimenPlan]] = {
    "plate": plan_plate,
    "rotating_bending": plan_rotating_bending,
    "multi_origin_fatigue": plan_multi_origin_fatigue,
    "charpy_cleavage": plan_charpy_cleavage,
    "cup_and_cone": plan_cup_and_cone,
    "additive_defects": plan_additive_defects,
    "ceramic_flexure": plan_ceramic_flexure,
    "mixed_mode_decoy": plan_mixed_mode_decoy,
    "creep_rupture": plan_creep_rupture,
    "cast_fatigue": plan_cast_fatigue,
    "intergranular_embrittlement": plan_intergranular_embrittlement,
    "stress_corrosion": plan_stress_corrosion,
    "hydrogen_quasi_cleavage": plan_hydrogen_quasi_cleavage,
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
