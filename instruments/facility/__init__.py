"""The rules of the lab that owns the microscope: read from its file, held against every action, changed by nobody who is connected."""

from fractoscope.instruments.facility.enforcement import Enforcement
from fractoscope.instruments.facility.exposure import CONTRAST_FRAMES, Exposure, planned_exposure
from fractoscope.instruments.facility.facility import Facility
from fractoscope.instruments.facility.facility_file import VARIABLE, find_facility, read_facility
from fractoscope.instruments.facility.facility_rules import FacilityRules
from fractoscope.instruments.facility.narrowing import narrow
from fractoscope.instruments.facility.situation import Situation

__all__ = [
    "CONTRAST_FRAMES",
    "VARIABLE",
    "Enforcement",
    "Exposure",
    "Facility",
    "FacilityRules",
    "Situation",
    "find_facility",
    "narrow",
    "planned_exposure",
    "read_facility",
]
