"""The closed set of things that a microscope can be asked to do."""

from typing import Annotated, Literal

from pydantic import Field

from fractoscope.instruments.values.beam_settings import BeamSettings
from fractoscope.instruments.values.frozen_value import FrozenValue
from fractoscope.instruments.values.scan_settings import ScanSettings
from fractoscope.instruments.values.stage_position import StagePosition


class MoveStage(FrozenValue):
    """Drive the stage to an absolute position (relative moves do not exist: repeating one moves twice)."""

    kind: Literal["move_stage"] = "move_stage"
    target: StagePosition


class AcquireFrame(FrozenValue):
    """Scan the field of the given width (m) around the present stage position."""

    kind: Literal["acquire_frame"] = "acquire_frame"
    field_width: float = Field(gt=0)
    scan: ScanSettings = ScanSettings()


class SetBeam(FrozenValue):
    """Set the column; the achieved settings are read back into the outcome."""

    kind: Literal["set_beam"] = "set_beam"
    beam: BeamSettings


class Autofocus(FrozenValue):
    """Find the working distance (m) at which the field of the given width (m) is sharp."""

    kind: Literal["autofocus"] = "autofocus"
    field_width: float = Field(gt=0)


class Autostigmate(FrozenValue):
    """Find the stigmator settings at which the field of the given width (m) is equally sharp in every direction."""

    kind: Literal["autostigmate"] = "autostigmate"
    field_width: float = Field(gt=0)


class AdjustContrast(FrozenValue):
    """Find brightness and contrast for frames of a scan; the outcome is the scan with both, ready for `AcquireFrame`.

    One that the scan gives is kept, and only the other is sought.
    """

    kind: Literal["adjust_contrast"] = "adjust_contrast"
    field_width: float = Field(gt=0)
    scan: ScanSettings = ScanSettings()


class PumpChamber(FrozenValue):
    """Bring the chamber to working vacuum. Venting is a person's act at the microscope and is not offered."""

    kind: Literal["pump_chamber"] = "pump_chamber"


Action = Annotated[
    MoveStage | AcquireFrame | SetBeam | Autofocus | Autostigmate | AdjustContrast | PumpChamber, Field(discriminator="kind")
]
"""Any of the actions, told apart by `kind`."""
