"""One decision that waits for a person's word."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from fractoscope.agent.journal import JournalEntry, Kind, canonical_json
from fractoscope.agent.oversight.mode import Mode
from fractoscope.instruments.values import FrozenValue


class ConsentRequest(FrozenValue):
    """What an approval is bound to: one step, one payload, one span of time.

    Attributes
    ----------
    step
        Of the decision.
    sha256
        Of the proposal as canonical JSON, hexadecimal.
    proposal
        The proposal, with the stage position to go to under "target".
    expires
        UTC; an answer after it is refused, and the agent decides anew.
    """

    step: int
    sha256: str
    proposal: dict[str, Any]
    expires: datetime

    @classmethod
    def of(cls, decision: JournalEntry) -> "ConsentRequest | None":
        """Return what a decision asks for, or None if it asks for nothing."""
        if decision.kind is not Kind.DECISION:
            return None
        payload = decision.payload
        seconds, proposal = payload.get("consent_s"), payload.get("proposal")
        if seconds is None or proposal is None:
            return None
        expires = datetime.fromisoformat(decision.time) + timedelta(seconds=float(seconds))
        return cls(step=int(payload["step"]), sha256=payload_sha256(proposal), proposal=proposal, expires=expires)


def payload_sha256(proposal: dict[str, Any]) -> str:
    """Return the digest that an answer must name."""
    return hashlib.sha256(canonical_json(proposal).encode()).hexdigest()


def consent_needed(mode: Mode) -> bool:
    """Return True where a decision waits for a person: everywhere but in autonomous mode."""
    return mode is not Mode.AUTONOMOUS
