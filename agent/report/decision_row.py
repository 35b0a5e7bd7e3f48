"""Decisions as rows of a table."""

from dataclasses import dataclass

from fractoscope.agent.journal import Kind
from fractoscope.agent.report.names import readable
from fractoscope.agent.report.quantities import coordinate, quantity
from fractoscope.agent.report.session_record import SessionRecord


@dataclass(frozen=True)
class DecisionRow:
    """One step of the session.

    Attributes
    ----------
    step, time
        Which step, and when (UTC, to the second).
    purpose, reason
        In the policy's words.
    place, width
        Field that was chosen, for readers; "" at the end of a session.
    gain, cost
        As the policy weighed them, or None.
    frame
        Number of the frame that came of it, or None.
    result
        What came of it where it was no frame.
    """

    step: int
    time: str
    purpose: str
    reason: str
    place: str
    width: str
    gain: float | None
    cost: float | None
    frame: int | None
    result: str


def decision_rows(record: SessionRecord) -> tuple[DecisionRow, ...]:
    """Return a row for each decision of the journal."""
    frames = {entry.payload.get("step"): int(entry.payload["number"]) for entry in record.of(Kind.FRAME)}
    faults = {entry.payload.get("step"): str(entry.payload.get("text", "")) for entry in record.of(Kind.FAULT)}
    refused = {entry.payload.get("step") for entry in record.of(Kind.REFUSAL)}
    rows: list[DecisionRow] = []
    for entry in record.of(Kind.DECISION):
        step, outcome = int(entry.payload["step"]), entry.payload.get("outcome")
        proposal = entry.payload.get("proposal") or {}
        field = (proposal.get("action") or {}).get("field") or {}
        frame = frames.get(step)
        result = "" if frame is not None else faults.get(step) or ("refused" if step in refused else "no frame recorded")
        ended = {"budget": f"budget spent: {entry.payload.get('spent')}", "completed": "nothing left was worth its cost"}
        rows.append(
            DecisionRow(
                step=step,
                time=entry.time[11:19],
                purpose=str(proposal.get("purpose", "end" if outcome else "")),
                reason=readable(str(proposal.get("reason", ""))) or ended.get(str(outcome), ""),
                place=f"{coordinate(field['x'])}, {coordinate(field['y'])}" if field else "",
                width=quantity(field["width"], "m") if field else "",
                gain=proposal.get("gain"),
                cost=proposal.get("cost"),
                frame=frame,
                result="session ended" if outcome else result,
            )
        )
    return tuple(rows)
