"""Lease and ledger as the documentation tells them, in the plainest words: no thread, no disk, no class of the product."""

from dataclasses import dataclass, field
from typing import Any

RANKS = {"agent": 0, "operator": 1}
LONGEST_LEASE = 3600.0


@dataclass
class Held:
    """The lease in force."""

    holder: str
    role: str
    fence: int
    time_to_live: float
    deadline: float


@dataclass
class Entry:
    """What is known of an action id."""

    kind: str
    content: Any
    phase: str = "running"
    deadline: float = 0.0


@dataclass
class ReferenceModel:
    """What must be true; each question is answered with the name of an error, or None.

    Attributes
    ----------
    held
        Who is in control.
    highest
        The last fencing number given out.
    entries
        Every action that was ever accepted, by id.
    running
        Id of the one under way.
    """

    held: Held | None = None
    highest: int = 0
    entries: dict[str, Entry] = field(default_factory=dict)
    running: str | None = None

    def run_out(self, now: float) -> bool:
        """Return True, once, if the lease has run out."""
        if self.held is None or now <= self.held.deadline:
            return False
        self.held = None
        return True

    def taking(self, holder: str, role: str, time_to_live: float) -> str | None:
        if role not in RANKS:
            return "NotPermitted"
        if not 0 < time_to_live <= LONGEST_LEASE:
            return "LimitExceeded"
        held = self.held
        if held is None or (held.holder, held.role) == (holder, role) or RANKS[role] > RANKS[held.role]:
            return None
        return "NotInControl"

    def using(self, fence: int, now: float) -> str | None:
        """Use a fencing number, which counts as a sign of life."""
        if self.held is None or self.held.fence != fence or now > self.held.deadline:
            return "NotInControl"
        self.held.deadline = now + self.held.time_to_live
        return None

    def starting(self, action_id: str, content: Any, fence: int, refusal: str | None, now: float) -> str | None:
        """Return the refusal; None where the action begins or its record is returned."""
        known = self.entries.get(action_id)
        if known is not None:
            return None if known.content == content else "ActionConflict"
        return self.using(fence, now) or ("Busy" if self.running is not None else None) or refusal

    def begin(self, action_id: str, kind: str, content: Any, deadline: float):
        self.entries[action_id] = Entry(kind, content, deadline=deadline)
        self.running = action_id

    def end(self, phase: str):
        if self.running is not None:
            self.entries[self.running].phase = phase
            self.running = None

    def release(self, fence: int):
        if self.held is not None and self.held.fence == fence:
            self.held = None

    def revoke_agent(self):
        if self.held is not None and self.held.role == "agent":
            self.held = None
