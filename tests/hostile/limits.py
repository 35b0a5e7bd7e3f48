"""What the site allows in these tests: far less than the recording microscope would do."""

from fractoscope.instruments.facility import Facility, FacilityRules
from fractoscope.instruments.facility.column_rules import ColumnRules
from fractoscope.instruments.facility.scan_rules import ScanRules
from fractoscope.instruments.facility.stage_rules import StageRules

X, Y, Z = 5e-3, 6e-3, 1e-3
"""Half the travel of each axis (m)."""

FIELD_WIDTH = (1e-6, 2e-3)
WORKING_DISTANCE = (5e-3, 20e-3)
VOLTAGE = (500.0, 20e3)
CURRENT = (1e-12, 5e-9)
DWELL_TIME = (1e-7, 1e-4)
COLUMNS, ROWS = 64, 48

SITE = Facility(
    rules=FacilityRules(
        stage=StageRules(x_m=(-X, X), y_m=(-Y, Y), z_m=(-Z, Z)),
        column=ColumnRules(voltage_V=VOLTAGE, current_A=CURRENT, smallest_working_distance_m=WORKING_DISTANCE[0]),
        scan=ScanRules(field_width_m=FIELD_WIDTH, dwell_time_s=DWELL_TIME),
    )
)
"""The longest working distance, and columns and rows, are the microscope's own: a facility file has no word for them."""
