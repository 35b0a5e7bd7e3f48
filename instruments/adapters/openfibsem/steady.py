"""Whether the instrument stood still while a frame was scanned."""

from fractoscope.instruments.adapters.openfibsem.read_back import require_read_back
from fractoscope.instruments.adapters.openfibsem.stage import TOLERANCE
from fractoscope.instruments.adapters.openfibsem.stage_frame import difference
from fractoscope.instruments.errors import HardwareFault
from fractoscope.instruments.values import BeamSettings, StagePosition, quantity_text


def require_steady(before: StagePosition, after: StagePosition, beam_before: BeamSettings, beam_after: BeamSettings) -> None:
    """Refuse a frame during whose scan somebody moved the stage or changed the column, at the microscope's own desk for instance.

    Raises
    ------
    HardwareFault
        Naming what changed.
    """
    for axis, value in before:
        moved = difference(axis, value, getattr(after, axis))
        if moved > TOLERANCE[axis]:
            unit = "rad" if axis in ("tilt", "rotation") else "m"
            raise HardwareFault(vendor_code="unsteady", vendor_text=f"{axis} moved by {quantity_text(moved, unit)} during the scan")
    require_read_back("voltage", beam_before.voltage, beam_after.voltage, "V", relative=0.01)
    require_read_back("working distance", beam_before.working_distance, beam_after.working_distance, "m", absolute=2e-6)
