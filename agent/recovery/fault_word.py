"""What went wrong, in one word."""

from enum import StrEnum

from fractoscope.agent.journal import RecordUnwritable
from fractoscope.instruments.errors import (
    ConnectionLost,
    HardwareFault,
    InterlockOpen,
    OperationCancelled,
    OperationTimedOut,
    SpoiltFrame,
    StaleFrame,
    Unwritable,
)


class FaultWord(StrEnum):
    """The words under which faults stand in the journal, the summary and the report."""

    LINK_LOST = "link_lost"
    LEASE_LOST = "lease_lost"
    TIMED_OUT = "timed_out"
    STALE_FRAME = "stale_frame"
    WRONG_FRAME = "wrong_frame"
    FRAME_ELSEWHERE = "frame_elsewhere"
    BLANK_FRAME = "blank_frame"
    TORN_FRAME = "torn_frame"
    CHARGING = "charging"
    OUT_OF_FOCUS = "out_of_focus"
    SPOILT_FRAME = "spoilt_frame"
    STAGE_STALLED = "stage_stalled"
    STAGE_MISSED = "stage_missed"
    BEAM_TRIPPED = "beam_tripped"
    VACUUM_LOST = "vacuum_lost"
    INTERLOCK = "interlock"
    DISK_FULL = "disk_full"
    HARDWARE = "hardware"
    PROGRAM = "program"


_BY_CLASS: tuple[tuple[type[BaseException], FaultWord], ...] = (
    (ConnectionLost, FaultWord.LINK_LOST),
    (OperationCancelled, FaultWord.LEASE_LOST),  # a stop ends the session before anybody asks for its word
    (OperationTimedOut, FaultWord.TIMED_OUT),
    (StaleFrame, FaultWord.STALE_FRAME),
    (Unwritable, FaultWord.DISK_FULL),
    (RecordUnwritable, FaultWord.DISK_FULL),
)

_BY_CODE = {
    "STAGE_STALLED": FaultWord.STAGE_STALLED,
    "STAGE_MISSED": FaultWord.STAGE_MISSED,
    "FRAME_NOT_AS_ASKED": FaultWord.WRONG_FRAME,
    "FRAME_ELSEWHERE": FaultWord.FRAME_ELSEWHERE,
}


def word_of(error: BaseException) -> FaultWord:
    """Return the word for an error; `HARDWARE` for what the microscope reports otherwise, `PROGRAM` for what is none of its faults."""
    if isinstance(error, SpoiltFrame):
        return next((word for word in FaultWord if word == error.fault), FaultWord.SPOILT_FRAME)
    if isinstance(error, HardwareFault):
        return _BY_CODE.get(str(error.vendor_code), FaultWord.HARDWARE)
    if isinstance(error, InterlockOpen):
        interlock = str(error.interlock)
        known = {"vacuum": FaultWord.VACUUM_LOST, "beam": FaultWord.BEAM_TRIPPED}
        return next((word for name, word in known.items() if interlock.startswith(name)), FaultWord.INTERLOCK)
    return next((word for kind, word in _BY_CLASS if isinstance(error, kind)), FaultWord.PROGRAM)
