"""Frozen values that pass between rooms and over the wire. SI units throughout."""

from fractoscope.instruments.values.action import (
    AcquireFrame,
    Action,
    AdjustContrast,
    Autofocus,
    Autostigmate,
    MoveStage,
    PumpChamber,
    SetBeam,
)
from fractoscope.instruments.values.axis_range import AxisRange
from fractoscope.instruments.values.beam_settings import BeamSettings
from fractoscope.instruments.values.capabilities import Capabilities
from fractoscope.instruments.values.facility_identity import FacilityIdentity
from fractoscope.instruments.values.field_of_view import FieldOfView
from fractoscope.instruments.values.frame import Frame, FrameMetadata, Pixels
from fractoscope.instruments.values.frozen_value import FrozenValue
from fractoscope.instruments.values.lease import Lease, Role
from fractoscope.instruments.values.operation import Operation, Phase
from fractoscope.instruments.values.quantity_text import plain_number, quantity_text
from fractoscope.instruments.values.scan_settings import ScanSettings
from fractoscope.instruments.values.sem_state import SemState, StopReport, VacuumState
from fractoscope.instruments.values.stage_position import StagePosition
from fractoscope.instruments.values.ticket import Ticket

__all__ = [
    "AcquireFrame",
    "Action",
    "AdjustContrast",
    "Autofocus",
    "Autostigmate",
    "AxisRange",
    "BeamSettings",
    "Capabilities",
    "FacilityIdentity",
    "FieldOfView",
    "Frame",
    "FrameMetadata",
    "FrozenValue",
    "Lease",
    "MoveStage",
    "Operation",
    "Phase",
    "Pixels",
    "PumpChamber",
    "Role",
    "ScanSettings",
    "SemState",
    "SetBeam",
    "StagePosition",
    "StopReport",
    "Ticket",
    "VacuumState",
    "plain_number",
    "quantity_text",
]
