"""What did not go as planned, and who stepped in."""

from dataclasses import dataclass
from typing import Any

from fractoscope.agent.journal import JournalEntry, Kind
from fractoscope.agent.report.session_record import SessionRecord

_LONGEST = 600


@dataclass(frozen=True)
class Incident:
    """A refusal, a fault, an operator's command, or a run's begin or end.

    Attributes
    ----------
    time
        UTC, date and time to the second.
    kind
        For readers.
    text
        What happened, as recorded.
    step
        Step of the session, or None.
    """

    time: str
    kind: str
    text: str
    step: int | None


_SHOWN = {Kind.REFUSAL: "Refused", Kind.FAULT: "Fault", Kind.OPERATOR: "Operator", Kind.SESSION: "Session"}


def incidents(record: SessionRecord) -> tuple[Incident, ...]:
    """Return refusals, faults, operator's commands and runs, in order."""
    return tuple(
        Incident(entry.time[:19].replace("T", " "), _SHOWN[entry.kind], _text(entry), _step(entry))
        for entry in record.entries
        if entry.kind in _SHOWN
    )


def _text(entry: JournalEntry) -> str:
    payload = entry.payload
    if payload.get("text"):
        return _short(str(payload["text"]))
    if entry.kind is Kind.SESSION:
        told = [str(payload[key]) for key in ("event", "outcome", "error") if payload.get(key)]
        return _short(", ".join(told) or _flat(payload))
    if payload.get("command"):
        rest = {key: value for key, value in payload.items() if key not in {"command", "by"}}
        said = " by ".join(str(payload[key]) for key in ("command", "by") if payload.get(key))
        return _short("; ".join(filter(None, (said, _flat(rest)))))
    return _short(_flat(payload))


def _flat(payload: dict[str, Any]) -> str:
    """Return a payload of a shape this version does not know as text."""
    return "; ".join(f"{key} ({_flat(value)})" if isinstance(value, dict) else f"{key}: {value}" for key, value in payload.items())


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _step(entry: JournalEntry) -> int | None:
    step = entry.payload.get("step")
    return step if isinstance(step, int) else None
