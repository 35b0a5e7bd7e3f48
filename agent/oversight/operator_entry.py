"""A command as it stands in the journal."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from fractoscope.agent.journal import JournalEntry, Kind
from fractoscope.agent.oversight.operator_command import OperatorCommand
from fractoscope.instruments.values import FrozenValue

_COMMAND: TypeAdapter[OperatorCommand] = TypeAdapter(OperatorCommand)


class OperatorEntry(FrozenValue):
    """Who asked for what.

    Attributes
    ----------
    number, time
        Of the journal's entry: the sequence number of the command, and when it was accepted (UTC, ISO 8601).
    by
        The user.
    command
        What was asked.
    """

    number: int
    time: str
    by: str
    command: OperatorCommand

    @classmethod
    def of(cls, entry: JournalEntry) -> "OperatorEntry | None":
        """Return the command of an entry, or None for another kind of entry and for one that no version here knows."""
        if entry.kind is not Kind.OPERATOR:
            return None
        try:
            command = _COMMAND.validate_python({"kind": entry.payload.get("command"), **entry.payload.get("details", {})})
        except (ValidationError, TypeError):
            return None
        return cls(number=entry.number, time=entry.time, by=str(entry.payload.get("by", "")), command=command)


def operator_payload(by: str, command: OperatorCommand) -> dict[str, Any]:
    """Return what is written down for a command."""
    details = command.model_dump(mode="json")
    return {"command": details.pop("kind"), "by": by, "details": details}
