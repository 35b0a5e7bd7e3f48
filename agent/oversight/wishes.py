"""What the operators want now: a fold over the journal, the same for the agent, the console and whoever resumes."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from typing import Any

from fractoscope.agent.journal import JournalEntry, Kind
from fractoscope.agent.oversight.consent import ConsentRequest
from fractoscope.agent.oversight.mode import Mode
from fractoscope.agent.oversight.operator_command import (
    Approve,
    ChangeMode,
    Exclude,
    FinishNow,
    LookHere,
    Modify,
    Pause,
    Reject,
    Reorder,
    Resume,
    Strike,
    TakeFrame,
    Verdict,
)
from fractoscope.agent.oversight.operator_entry import OperatorEntry
from fractoscope.instruments.values import FieldOfView, FrozenValue


class QueuedTarget(FrozenValue):
    """A field that an operator wants to see.

    Attributes
    ----------
    number
        The journal's number of the command that asked for it.
    by
        Who asked.
    field
        Where.
    """

    number: int
    by: str
    field: FieldOfView

    @property
    def proposal_id(self) -> str:
        """Id of the proposal that carries it out."""
        return f"operator-{self.number}"


class Answer(FrozenValue):
    """The first valid answer to a decision; later ones come too late."""

    by: str
    number: int
    verdict: Verdict


class Wishes(FrozenValue):
    """What holds after some entries of a journal.

    Attributes
    ----------
    mode, paused, finish
        Standing orders; `finish` names who gave it, or is "".
    queue
        Operators' targets, in the order in which they are worked.
    excluded
        Fields never to be proposed.
    hand_frames
        Ids of frames taken by hand that the agent has not read yet.
    request, answer
        The decision that waits, and what was answered; None where there is none.
    """

    mode: Mode
    paused: bool = False
    finish: str = ""
    queue: tuple[QueuedTarget, ...] = ()
    excluded: tuple[FieldOfView, ...] = ()
    hand_frames: tuple[str, ...] = ()
    request: ConsentRequest | None = None
    answer: Answer | None = None

    @classmethod
    def at_start(cls, mode: Mode) -> "Wishes":
        """Return the wishes of a session that nobody has touched."""
        return cls(mode=mode)

    def after_all(self, entries: Iterable[JournalEntry]) -> "Wishes":
        """Return what holds after these entries too, in order."""
        return reduce(Wishes.after, entries, self)

    def after(self, entry: JournalEntry) -> "Wishes":
        """Return what holds after one more entry."""
        match entry.kind:
            case Kind.OPERATOR if (given := OperatorEntry.of(entry)) is not None:
                changes = self._commanded(given)
            case Kind.DECISION:
                left = self._queue_without(entry.payload.get("proposal"))
                changes = {"queue": left, "request": ConsentRequest.of(entry), "answer": None}
            case Kind.REFUSAL:
                changes = {"queue": self._queue_without(entry.payload.get("proposal"))}
            case Kind.TAGS:
                changes = {"hand_frames": self._hand_frames_without(entry.key)}
            case Kind.FAULT:
                changes = {"hand_frames": self._hand_frames_without(entry.payload.get("unread_frame"))}
            case Kind.SESSION if entry.payload.get("event") == "opened":
                # "Finish now" was carried out; whoever resumes the session wants it to go on.
                changes = {"finish": ""}
            case _:
                return self
        # `model_copy`, not `replace`: every part was validated when it was read, and this runs once for each entry of a long journal.
        return self.model_copy(update=changes)

    def _commanded(self, given: OperatorEntry) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        match given.command:
            case Pause():
                changes = {"paused": True}
            case Resume():
                changes = {"paused": False}
            case ChangeMode(mode=mode):
                changes = {"mode": mode}
            case FinishNow():
                changes = {"finish": given.by}
            case LookHere(field=field, first=first):
                target = QueuedTarget(number=given.number, by=given.by, field=field)
                changes = {"queue": (target, *self.queue) if first else (*self.queue, target)}
            case Strike(target=number):
                changes = {"queue": tuple(target for target in self.queue if target.number != number)}
            case Reorder(targets=numbers):
                changes = {"queue": _reordered(self.queue, numbers)}
            case Exclude(field=field):
                changes = {"excluded": (*self.excluded, field)}
            case TakeFrame(frame_id=frame_id):
                changes = {"hand_frames": tuple(dict.fromkeys((*self.hand_frames, frame_id)))}
            case (Approve() | Modify() | Reject()) as verdict if self._is_answered_by(given, verdict):
                changes = {"answer": Answer(by=given.by, number=given.number, verdict=verdict)}
        return changes

    def _is_answered_by(self, given: OperatorEntry, verdict: Verdict) -> bool:
        request = self.request
        if request is None or self.answer is not None or datetime.fromisoformat(given.time) > request.expires:
            return False
        return (verdict.step, verdict.sha256) == (request.step, request.sha256)

    def _queue_without(self, proposal: dict[str, Any] | None) -> tuple[QueuedTarget, ...]:
        """Return the queue without the target that a proposal carries out: decided or refused, it has had its turn."""
        name = (proposal or {}).get("id")
        return tuple(target for target in self.queue if target.proposal_id != name)

    def _hand_frames_without(self, frame_id: str | None) -> tuple[str, ...]:
        """Return the frames taken by hand without one: read, or found unreadable, it has had its turn."""
        return tuple(frame for frame in self.hand_frames if frame != frame_id)


def _reordered(queue: tuple[QueuedTarget, ...], numbers: tuple[int, ...]) -> tuple[QueuedTarget, ...]:
    by_number = {target.number: target for target in queue}
    named = tuple(by_number[number] for number in dict.fromkeys(numbers) if number in by_number)
    return (*named, *(target for target in queue if target not in named))
