"""One row of the effect ledger."""

from dataclasses import dataclass
from typing import Any

from fractoscope.instruments.errors import ActionConflict
from fractoscope.instruments.server.action_payload import ActionPayload
from fractoscope.instruments.values import Operation, Phase


@dataclass(frozen=True)
class Effect:
    """What was asked under an action id, and what came of it.

    Attributes
    ----------
    action_id, kind, payload
        What was asked.
    phase
        `RUNNING` until an end is written.
    timeout
        Seconds that it was allowed.
    outcome, error
        As in `Operation`.
    """

    action_id: str
    kind: str
    payload: ActionPayload
    phase: Phase
    timeout: float
    outcome: dict[str, Any] | None = None
    error: dict[str, Any] | None = None

    def require(self, payload: ActionPayload) -> None:
        """Refuse another payload under the same id.

        Raises
        ------
        ActionConflict
            With the first digits of both digests.
        """
        if payload.sha256 != self.payload.sha256:
            raise ActionConflict(action_id=self.action_id, recorded=self.payload.sha256[:12], offered=payload.sha256[:12])

    @property
    def operation(self) -> Operation:
        """The effect as a caller sees it."""
        progress = 1.0 if self.phase is Phase.DONE else 0.0
        return Operation(
            action_id=self.action_id,
            kind=self.kind,
            phase=self.phase,
            progress=progress,
            timeout=self.timeout,
            outcome=self.outcome,
            error=self.error,
        )
