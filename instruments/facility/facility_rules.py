"""The rules of a facility: what a facility file says."""

from fractoscope.instruments.facility.chamber_rules import ChamberRules
from fractoscope.instruments.facility.column_rules import ColumnRules
from fractoscope.instruments.facility.dose_rules import DoseRules
from fractoscope.instruments.facility.pace_rules import PaceRules
from fractoscope.instruments.facility.scan_rules import ScanRules
from fractoscope.instruments.facility.stage_rules import StageRules
from fractoscope.instruments.facility.vacuum_rules import VacuumRules
from fractoscope.instruments.values import FrozenValue


class FacilityRules(FrozenValue):
    """Everything may be left out; without a file there are the microscope's own ranges, and vacuum for every action but pumping.

    Attributes
    ----------
    stage, column, scan, dose, pace, vacuum
        One table each.
    chamber
        Shapes in the chamber; None checks no distances.
    """

    stage: StageRules = StageRules()
    column: ColumnRules = ColumnRules()
    scan: ScanRules = ScanRules()
    dose: DoseRules = DoseRules()
    pace: PaceRules = PaceRules()
    vacuum: VacuumRules = VacuumRules()
    chamber: ChamberRules | None = None
