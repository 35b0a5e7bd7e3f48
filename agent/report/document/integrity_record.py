"""Whether the record holds, in `report.json`."""

from fractoscope.instruments.values import FrozenValue


class IntegrityRecord(FrozenValue):
    """The journal's chain.

    Attributes
    ----------
    verified
        Whether every entry is as it was written, as far as the chain can tell.
    entries, head
        Its length, and its last hash (SHA-256, hexadecimal).
    reason
        What is wrong with it, or "".
    unreadable_frames
        Numbers of the frames whose file is missing or damaged.
    """

    verified: bool
    entries: int
    head: str
    reason: str
    unreadable_frames: tuple[int, ...]
