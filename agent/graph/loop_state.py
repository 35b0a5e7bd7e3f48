"""What LangGraph checkpoints: where the session is, and nothing else."""

from typing import Any, TypedDict


class LoopState(TypedDict, total=False):
    """Plain JSON under 2 kB; everything else is in the journal.

    Attributes
    ----------
    step
        Counts decisions from 1; makes action ids.
    proposal
        The decision of this step (`Proposal` as JSON), or None.
    asks
        True if the decision waits for a person's consent.
    frame
        Frame id of this step's acquisition, or None where there was none.
    faults
        Steps in a row that failed.
    remedy
        What the next decision is to do about the last step (a `Remedy`), or None where that was as it should be.
    outcome
        completed or budget once the loop has ended, or None.
    head
        Number and hash of the journal's last entry when the step ended: shows a tail that was cut off.
    """

    step: int
    proposal: dict[str, Any] | None
    asks: bool
    frame: str | None
    faults: int
    remedy: str | None
    outcome: str | None
    head: list[Any]
