"""What is done about a fault, and how often."""

from enum import StrEnum

from fractoscope.agent.recovery.fault_word import FaultWord


class Remedy(StrEnum):
    """A closed set; every remedy but `STOP` takes new action ids, since the old ones keep what they led to."""

    RECONNECT = "reconnect"
    AGAIN = "again"
    REFOCUS = "refocus"
    ELSEWHERE = "elsewhere"
    STOP = "stop"

    @property
    def text(self) -> str:
        """What is done, for a reader."""
        return _TEXTS[self]


_TEXTS = {
    Remedy.RECONNECT: "connected anew and asked the ledger what became of the action",
    Remedy.AGAIN: "tried again at the same place under new action ids",
    Remedy.REFOCUS: "focused and taken again",
    Remedy.ELSEWHERE: "left this place and went on elsewhere",
    Remedy.STOP: "stopped",
}

IN_TURN: dict[FaultWord, tuple[Remedy, ...]] = {
    FaultWord.BLANK_FRAME: (Remedy.AGAIN, Remedy.ELSEWHERE),
    FaultWord.TORN_FRAME: (Remedy.AGAIN, Remedy.ELSEWHERE),
    FaultWord.CHARGING: (Remedy.AGAIN, Remedy.ELSEWHERE),
    FaultWord.STALE_FRAME: (Remedy.AGAIN, Remedy.AGAIN),
    FaultWord.WRONG_FRAME: (Remedy.AGAIN, Remedy.AGAIN),
    FaultWord.FRAME_ELSEWHERE: (Remedy.AGAIN, Remedy.AGAIN),
    FaultWord.STAGE_STALLED: (Remedy.AGAIN,),
    FaultWord.STAGE_MISSED: (Remedy.AGAIN,),
    FaultWord.TIMED_OUT: (Remedy.AGAIN,),
    FaultWord.LEASE_LOST: (Remedy.AGAIN, Remedy.AGAIN),
    FaultWord.HARDWARE: (Remedy.AGAIN, Remedy.AGAIN),
}
"""Remedies after the first, second, ... step in a row that failed; then, and for every other word at once, the session stops.

Three spoilt frames in a row, or two failed moves, are no accident (SBEMimage alarms at such rates; a stage that does not go where it is
sent collides when it is sent again and again). Nothing is tried on a lost vacuum, a tripped beam or a full disk: each needs a person.
"""


def remedy_for(word: FaultWord, in_a_row: int) -> Remedy:
    """Return what to do about a fault.

    Parameters
    ----------
    word
        What went wrong.
    in_a_row
        Steps in a row that failed, whatever their words, this one included.
    """
    remedies = IN_TURN.get(word, ())
    return remedies[in_a_row - 1] if in_a_row <= len(remedies) else Remedy.STOP
