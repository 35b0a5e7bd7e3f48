"""The closed set of faults that can be rehearsed."""

from enum import StrEnum


class FaultKind(StrEnum):
    """What goes wrong; the words of the file that asks for it.

    `link_*` act on sockets and replies, `call_*` on a vendor's call, `frame_*` on one frame, `stage_*` on the stage.
    """

    LINK_DROP = "link_drop"
    LINK_HANG = "link_hang"
    LINK_LATE = "link_late"
    CALL_HANG = "call_hang"
    FRAME_BLANK = "frame_blank"
    FRAME_TORN = "frame_torn"
    FRAME_MIXED = "frame_mixed"
    FRAME_STALE = "frame_stale"
    FRAME_OLD_ID = "frame_old_id"
    FRAME_REPEATED = "frame_repeated"
    FRAME_WRONG_SIZE = "frame_wrong_size"
    FRAME_CHARGING = "frame_charging"
    STAGE_STALL = "stage_stall"
    STAGE_MISS = "stage_miss"
    STAGE_DRIFT = "stage_drift"
    BEAM_TRIP = "beam_trip"
    VACUUM_LOSS = "vacuum_loss"
    FOCUS_JUMP = "focus_jump"
    DISK_FULL = "disk_full"

    @property
    def lasts(self) -> bool:
        """True for a condition that holds for a time, False for what befalls single actions."""
        return self in _CONDITIONS

    @property
    def on_link(self) -> bool:
        """True if it befalls the link; its seconds are real ones then, since the other end keeps real time."""
        return self.value.startswith("link_")

    @property
    def on_move(self) -> bool:
        """True if it is moves that bring it about unless the plan says otherwise; the others come with scans."""
        return self in _OF_MOVES


_CONDITIONS = frozenset({FaultKind.LINK_DROP, FaultKind.LINK_HANG, FaultKind.BEAM_TRIP, FaultKind.VACUUM_LOSS, FaultKind.FOCUS_JUMP})
_OF_MOVES = frozenset({FaultKind.STAGE_STALL, FaultKind.STAGE_MISS, FaultKind.FOCUS_JUMP, FaultKind.CALL_HANG})
