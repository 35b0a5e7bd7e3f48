"""Where operators' commands enter the journal."""

import re

from fractoscope.agent.journal import Journal, JournalEntry, Kind
from fractoscope.agent.oversight.command_refused import CommandRefused
from fractoscope.agent.oversight.operator_command import (
    Approve,
    CorrectTag,
    Modify,
    Note,
    OperatorCommand,
    Reject,
    Reorder,
    Strike,
    Verdict,
)
from fractoscope.agent.oversight.operator_entry import OperatorEntry, operator_payload
from fractoscope.agent.oversight.wishes import Wishes
from fractoscope.instruments.protocols import Clock

_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


class CommandDesk:
    """Checks a command against what holds now and writes it down once; the journal's number of it is its sequence number.

    Any process may have a desk of its own: SQLite serialises the writing, and the agent judges by the journal alone.

    Parameters
    ----------
    journal
        Of the session.
    clock
        Tells whether an answer comes in time.
    """

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock

    def give(self, by: str, token: str, command: OperatorCommand, wishes: Wishes) -> JournalEntry:
        """Write a command down and return its entry; the same token again returns the recorded entry and does nothing.

        Parameters
        ----------
        by
            The user.
        token
            Chosen by the user's page, new for each command: a click that is sent twice counts once.
        command
            What is asked.
        wishes
            What holds now.

        Raises
        ------
        CommandRefused
            If it answers no decision that waits, or names what is not there, or the token was used for something else.
        RecordUnwritable
            If the disk does not take it.
        """
        if not _TOKEN.fullmatch(token):
            raise CommandRefused("the command's token is not 1 to 64 letters, digits, - or _; reload the page")
        key = f"{by}:{token}"
        payload = operator_payload(by, command)
        known = self._journal.find(Kind.OPERATOR, key)
        if known is None:
            self._require_fitting(command, wishes)
            known = self._journal.append(Kind.OPERATOR, payload, key)
        if known.payload != payload:
            raise CommandRefused("this click was already counted as another command; reload the page")
        return known

    def _require_fitting(self, command: OperatorCommand, wishes: Wishes) -> None:
        match command:
            case (Approve() | Modify() | Reject()) as verdict:
                self._require_waiting(verdict, wishes)
            case Strike(target=number):
                self._require_queued((number,), wishes)
            case Reorder(targets=numbers):
                self._require_queued(numbers, wishes)
            case CorrectTag(frame_id=frame_id) | Note(frame_id=str(frame_id)):
                if self._journal.find(Kind.FRAME, frame_id) is None:
                    raise CommandRefused(f"this session has no frame {frame_id}; choose one that it lists")
            case _:
                return

    def _require_waiting(self, verdict: Verdict, wishes: Wishes) -> None:
        request = wishes.request
        if request is None or request.step != verdict.step:
            raise CommandRefused(f"step {verdict.step} does not wait for an answer any more; look at what waits now")
        if request.sha256 != verdict.sha256:
            raise CommandRefused(f"the decision of step {verdict.step} is not the one that was shown; look at it again")
        if self._clock.now() > request.expires:
            raise CommandRefused(f"the decision of step {verdict.step} has expired; the agent decides anew")
        if wishes.answer is not None:
            raise CommandRefused(f"{wishes.answer.by} has answered step {verdict.step} already")

    def _require_queued(self, numbers: tuple[int, ...], wishes: Wishes) -> None:
        queued = {target.number for target in wishes.queue}
        missing = [str(number) for number in numbers if number not in queued]
        if missing:
            raise CommandRefused(f"target {', '.join(missing)} is not in the queue any more; look at the queue again")


def corrections(entries: list[JournalEntry]) -> list[OperatorEntry]:
    """Return the tag corrections in a journal, the last word on each frame and feature, in order: training data with who and when."""
    last: dict[tuple[str, str], OperatorEntry] = {}
    for entry in entries:
        given = OperatorEntry.of(entry)
        if given is not None and isinstance(given.command, CorrectTag):
            last[given.command.frame_id, given.command.feature] = given
    return sorted(last.values(), key=lambda given: given.number)
