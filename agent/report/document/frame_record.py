"""A frame in `report.json`."""

from fractoscope.instruments.values import FieldOfView, FrozenValue


class FrameRecord(FrozenValue):
    """One frame.

    Attributes
    ----------
    number, frame_id, file
        As in the journal; the file is relative to the session's folder.
    simulated
        As stamped on the frame.
    field
        Centre and width (m), or null without a scale.
    purpose, reason
        Why it was taken.
    asserted, candidates, abstained
        What was read in it; empty where it was never read.
    faults
        Of the picture, as the quality gate found them.
    problem
        Why the file cannot be shown, or "".
    """

    number: int
    frame_id: str
    file: str
    simulated: bool
    field: FieldOfView | None
    purpose: str
    reason: str
    asserted: tuple[str, ...]
    candidates: tuple[str, ...]
    abstained: str
    faults: tuple[str, ...]
    problem: str
