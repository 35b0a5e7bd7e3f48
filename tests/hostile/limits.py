"""What the site allows in these tests: far less than the recording microscope would do."""

from fractoscope.instruments.server import SiteLimits
from fractoscope.instruments.values import AxisRange

X, Y, Z = 5e-3, 6e-3, 1e-3
"""Half the travel of each axis (m)."""

FIELD_WIDTH = (1e-6, 2e-3)
WORKING_DISTANCE = (5e-3, 20e-3)
VOLTAGE = (500.0, 20e3)
CURRENT = (1e-12, 5e-9)
DWELL_TIME = (1e-7, 1e-4)
COLUMNS, ROWS = 64, 48

SITE = SiteLimits(
    axes={
        "x": AxisRange(low=-X, high=X, unit="m"),
        "y": AxisRange(low=-Y, high=Y, unit="m"),
        "z": AxisRange(low=-Z, high=Z, unit="m"),
    },
    settings={
        "field_width": AxisRange(low=FIELD_WIDTH[0], high=FIELD_WIDTH[1], unit="m"),
        "working_distance": AxisRange(low=WORKING_DISTANCE[0], high=WORKING_DISTANCE[1], unit="m"),
        "voltage": AxisRange(low=VOLTAGE[0], high=VOLTAGE[1], unit="V"),
        "current": AxisRange(low=CURRENT[0], high=CURRENT[1], unit="A"),
        "dwell_time": AxisRange(low=DWELL_TIME[0], high=DWELL_TIME[1], unit="s"),
        "columns": AxisRange(low=1, high=COLUMNS, unit="1"),
        "rows": AxisRange(low=1, high=ROWS, unit="1"),
    },
)
