"""Whether a frame shows what its position says."""

import math

from fractoscope.instruments.adapters.openfibsem.connection import Connection
from fractoscope.instruments.adapters.openfibsem.vendor_call import vendor_call
from fractoscope.instruments.errors import InterlockOpen

LARGEST_ROTATION = 1e-3
"""Scan rotation (rad) that moves a frame's corner by half a pixel in a thousand."""

LARGEST_SHIFT = 1e-6
"""Beam shift (m) that is below a stage's repeatability."""


def require_undistorted_view(connection: Connection) -> None:
    """Refuse to scan with a rotated or shifted raster; they are the operator's settings and are not reset here.

    A frame's centre is the stage's position, and its edges lie along the stage's axes, only without them.

    Raises
    ------
    InterlockOpen
        Naming the setting and its value.
    """
    driver, electron = connection.driver, connection.library.electron
    with vendor_call("get view"):
        rotation = math.remainder(float(driver.get("scan_rotation", electron)), 2 * math.pi)
        shift = driver.get("shift", electron)
        distance = math.hypot(shift.x, shift.y)
    if abs(rotation) > LARGEST_ROTATION:
        raise InterlockOpen(interlock=f"scan rotation ({rotation:.4g} rad)", remedy="set the electron beam's scan rotation to 0")
    if distance > LARGEST_SHIFT:
        raise InterlockOpen(interlock=f"beam shift ({distance * 1e6:.3g} µm)", remedy="reset the electron beam's shift to zero")
