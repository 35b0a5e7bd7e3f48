"""What people asked of the session, and what followed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fractoscope.agent.journal import JournalEntry, Kind
from fractoscope.agent.oversight import OperatorEntry
from fractoscope.agent.report.names import feature_name
from fractoscope.agent.report.quantities import coordinate, quantity
from fractoscope.agent.report.session_record import SessionRecord
from fractoscope.agent.report.statement import Part, Statement, sentence
from fractoscope.instruments.values import FieldOfView

_LONGEST = 300


@dataclass(frozen=True)
class Intervention:
    """One command.

    Attributes
    ----------
    number, time
        Of the journal's entry, and when it was accepted (UTC, to the second).
    by
        Who asked.
    what
        What was asked, in words.
    followed
        What came of it, with its frames.
    """

    number: int
    time: str
    by: str
    what: str
    followed: Statement


def interventions(record: SessionRecord) -> tuple[Intervention, ...]:
    """Return the operator's commands in order; one of a shape that this version does not know keeps its recorded words."""
    frames = {entry.key: int(entry.payload["number"]) for entry in record.of(Kind.FRAME)}
    by_step = {entry.payload.get("step"): int(entry.payload["number"]) for entry in record.of(Kind.FRAME)}
    found: list[Intervention] = []
    for entry in record.of(Kind.OPERATOR):
        known = OperatorEntry.of(entry)
        details = known.command.model_dump() if known is not None else dict(entry.payload.get("details") or {})
        followed = _named(details, frames) or _answered(entry, details, by_step) or _next(record, entry)
        found.append(
            Intervention(entry.number, entry.time[:19].replace("T", " "), str(entry.payload.get("by", "")), _what(entry, details), followed)
        )
    return tuple(found)


def _what(entry: JournalEntry, details: dict[str, Any]) -> str:
    words = [str(entry.payload.get("command", "")).replace("_", " ")]
    for name, value in details.items():
        if name in {"kind", "sha256", "fence", "frame_id"} or value in (None, ""):
            continue
        words.append(_word(name, value))
    if "report" in entry.payload:
        words.append(_word("report", entry.payload["report"]))
    text = "; ".join(filter(None, words))
    return text[:1].upper() + (text[1:] if len(text) <= _LONGEST else text[1:_LONGEST] + "…")


def _word(name: str, value: object) -> str:
    if name == "field" and isinstance(value, Mapping):
        field = FieldOfView.model_validate(value)
        return f"{quantity(field.width, 'm')} wide at x {coordinate(field.x)}, y {coordinate(field.y)} mm"
    if name == "feature":
        return feature_name(str(value)).lower()
    if name == "present":
        return "is there" if value else "is not there"
    return str(value) if name in {"text", "reason", "mode"} else f"{name.replace('_', ' ')} {value}"


def _named(details: dict[str, Any], frames: Mapping[str, int]) -> Statement | None:
    """Return the frame that a command is about."""
    number = frames.get(str(details.get("frame_id")))
    return None if number is None else sentence("About ", [number], ".")


def _answered(entry: JournalEntry, details: dict[str, Any], frames: Mapping[Any, int]) -> Statement | None:
    """Return the frame of the step that a command decided on."""
    step = details.get("step")
    if not isinstance(step, int):
        return None
    if step in frames:
        return sentence(f"Step {step} gave ", [frames[step]], ".")
    return sentence(f"Step {step} gave no frame.")


def _next(record: SessionRecord, entry: JournalEntry) -> Statement:
    """Return the first frame that was recorded after a command, or that the session ended without one."""
    for later in record.entries[entry.number :]:
        if later.kind is Kind.FRAME:
            return sentence("The next was ", [int(later.payload["number"])], f", taken for: {later.payload.get('purpose') or 'not told'}.")
        if later.kind is Kind.SESSION and later.payload.get("event") == "closed":
            return sentence(f"The session ended next: {later.payload.get('outcome', 'not told')}.")
    return Statement((Part("Nothing was recorded after it."),))
