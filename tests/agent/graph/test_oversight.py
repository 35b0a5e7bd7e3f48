"""People over a running session: a clock that lets them act whenever the agent waits."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.mission import OversightOrders
from fractoscope.agent.oversight import CommandDesk, Mode, WishesReader
from fractoscope.agent.oversight.operator_command import (
    Approve,
    ChangeMode,
    Exclude,
    FinishNow,
    LookHere,
    Modify,
    Pause,
    Reject,
    Resume,
    TakeFrame,
)
from fractoscope.instruments.errors import SemError
from fractoscope.instruments.values import AcquireFrame, FieldOfView, Frame, Role, ScanSettings, Ticket
from tests.agent.graph.rig import ListedPolicy, Rig

A, B, C = (FieldOfView(x=x, y=1e-3, width=1e-3) for x in (1e-3, 2e-3, -1e-3))


class PatientClock:
    """Time that passes when the agent waits for people; each wait lets the next of them act."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.script: list[Callable[[], object]] = []

    def monotonic(self):
        return self.seconds

    def now(self):
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def sleep(self, seconds: float):
        self.seconds += seconds
        if not self.script:
            raise AssertionError("the agent waits and nobody is left to act")
        self.script.pop(0)()


class Operator:
    """Somebody at a console: a connection of his own to journal and instrument."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.clicks = 0

    def give(self, command: Any, by: str = "anna"):
        self.clicks += 1
        with Journal(self.rig.folder / "journal.sqlite", self.rig.clock) as journal:
            wishes = WishesReader(journal, self.rig.oversight.mode).now
            return CommandDesk(journal, self.rig.clock).give(by, f"t{self.clicks}", command, wishes)

    @property
    def request(self):
        with Journal(self.rig.folder / "journal.sqlite", self.rig.clock) as journal:
            return WishesReader(journal, self.rig.oversight.mode).now.request

    def answer(self, kind: type, **more: Any):
        return lambda: self.give(kind(step=self.request.step, sha256=self.request.sha256, **more))

    def later(self, command: Any):
        return lambda: self.give(command)


@pytest.fixture
def watched(rig: Rig):
    rig.clock = PatientClock()
    rig.oversight = OversightOrders(mode=Mode.SUPERVISED, consent_s=60.0)
    rig.policy = ListedPolicy(A, B)
    rig.operator = Operator(rig)
    return rig


def test_nothing_is_done_before_it_is_approved(watched: Any):
    """Pins an approval that is asked for after the stage has moved, and one that covers two steps."""
    seen = []
    approve = watched.operator.answer(Approve)
    watched.clock.script = [lambda: seen.append(watched.moves()), approve, lambda: seen.append(watched.moves()), approve]
    assert watched.run() == "completed"
    assert seen == [[], [(A.x, A.y)]]
    assert watched.moves() == [(A.x, A.y), (B.x, B.y)]


def test_a_rejected_field_is_not_carried_out_and_not_proposed_again(watched: Any):
    """Pins an agent that asks until somebody gives in."""
    watched.clock.script = [watched.operator.answer(Reject, reason="scratched"), watched.operator.answer(Approve)]
    assert watched.run() == "completed"
    assert watched.moves() == [(B.x, B.y)]
    (refusal,) = watched.journal(Kind.REFUSAL)
    assert refusal.payload["text"] == "anna rejected it: scratched"


def test_a_modified_decision_goes_where_the_operator_said(watched: Any):
    """Pins a modification that only approves, and a frame whose decision names the old place."""
    watched.policy = ListedPolicy(A)
    watched.clock.script = [watched.operator.answer(Modify, field=A.replace(x=1.0001e-3))]
    watched.policy.ingest = lambda observation: watched.policy.dropped.append(A)
    watched.run()
    assert watched.moves() == [(1.0001e-3, A.y)]
    assert watched.journal(Kind.FRAME)[0].payload["purpose"] == "operator"


def test_a_modification_out_of_range_is_refused_by_the_instrument_and_nothing_moves(watched: Any):
    """Pins an operator's word that passes the limits by."""
    watched.clock.script = [watched.operator.answer(Modify, field=A.replace(x=0.5)), watched.operator.answer(Reject)]
    watched.policy = ListedPolicy(A)
    watched.run()
    assert watched.moves() == []
    assert watched.journal(Kind.REFUSAL)[0].payload["error"]["error"] == "LimitExceeded"


def test_an_unanswered_decision_lapses_and_its_successor_has_a_step_of_its_own(watched: Any):
    """Pins an old click that carries out a new decision."""
    watched.policy = ListedPolicy(A)
    old = []

    def wait_long():
        old.append(watched.operator.request)
        watched.clock.seconds += 61.0

    watched.clock.script = [wait_long, watched.operator.answer(Approve)]
    assert watched.run() == "completed"
    decisions = [entry.payload["step"] for entry in watched.journal(Kind.DECISION) if entry.payload["proposal"]]
    assert decisions == [1, 2]
    assert watched.acquired() == ["s-00002-frame"]
    assert old[0].step == 1


def test_a_redirect_goes_before_what_waits_for_consent(watched: Any):
    """Pins an operator who must first reject before he can say where to look; his own word needs a click as well."""
    approve = watched.operator.answer(Approve)
    watched.clock.script = [watched.operator.later(LookHere(field=C)), approve, approve, approve]
    watched.policy = listed = ListedPolicy(A)
    listed.ingest = lambda observation: listed.dropped.append(A) if observation.purpose != "operator" else None
    assert watched.run() == "completed"
    assert watched.moves() == [(C.x, C.y), (A.x, A.y)]
    assert watched.journal(Kind.DECISION)[1].payload["proposal"]["reason"] == "asked for by anna"


def test_a_target_outside_the_limits_is_refused_once_and_the_session_goes_on(watched: Any):
    """Pins a queue that is stuck for ever behind a target that the microscope refuses."""
    watched.oversight = OversightOrders()
    watched.policy = ListedPolicy(A)
    watched.operator.give(LookHere(field=A.replace(x=0.5)))
    assert watched.run() == "completed"
    assert watched.moves() == [(A.x, A.y)]
    assert len(watched.journal(Kind.REFUSAL)) == 1


def test_a_paused_session_begins_no_step_until_it_is_resumed(watched: Any):
    """Pins a pause that lets one more step through."""
    watched.oversight = OversightOrders()
    watched.operator.give(Pause())
    seen = []
    watched.clock.script = [lambda: seen.append(list(watched.adapter.done)), watched.operator.later(Resume())]
    assert watched.run() == "completed"
    assert [effect for effect in seen[0] if isinstance(effect, tuple)] == []
    assert len(watched.acquired()) == 2


def test_finish_now_hands_over_what_there_is(watched: Any):
    """Pins a session that can only be stopped or waited for."""
    watched.clock.script = [watched.operator.answer(Approve), watched.operator.later(FinishNow())]
    assert watched.run() == "completed"
    assert len(watched.acquired()) == 1
    assert watched.journal(Kind.DECISION)[-1].payload["finished_by"] == "anna"


def test_an_excluded_field_is_never_proposed(watched: Any):
    """Pins an exclusion that holds for one step."""
    watched.oversight = OversightOrders()
    watched.operator.give(Exclude(field=A))
    assert watched.run() == "completed"
    assert watched.moves() == [(B.x, B.y)]


def test_more_leave_given_while_a_decision_waits_lets_it_go_on(watched: Any):
    """Pins an operator who switches to autonomous and a session that still waits for him."""
    watched.clock.script = [watched.operator.later(ChangeMode(mode=Mode.AUTONOMOUS))]
    assert watched.run() == "completed"
    assert len(watched.acquired()) == 2


def test_while_an_operator_drives_the_agent_waits_and_reads_the_frames_he_hands_it(watched: Any):
    """Pins an agent that ends, or fights for the lease, when a person takes over; and a frame taken by hand that nobody reads."""
    watched.oversight = OversightOrders()
    lease = []

    def take_over():
        lease.append(watched.sem.take_lease("anna", Role.OPERATOR, "looking myself"))

    def look():
        here = watched.adapter.here
        watched.sem.start(
            AcquireFrame(field_width=5e-4, scan=ScanSettings(columns=64, rows=48)), Ticket(action_id="h1", fence=lease[0].fence)
        )
        assert watched.sem.wait("h1", 10.0).phase.ended
        assert watched.adapter.here == here
        watched.operator.give(TakeFrame(frame_id="h1"))

    watched.operator.give(Pause())
    watched.clock.script = [
        take_over,
        watched.operator.later(Resume()),
        look,
        lambda: None,
        lambda: watched.sem.release_lease(lease[0].fence),
    ]
    watched.policy = hand = ListedPolicy(A, B)
    hand_ingest = hand.ingest
    hand.ingest = lambda observation: None if observation.purpose == "by hand" else hand_ingest(observation)
    assert watched.run() == "completed"
    assert [entry.payload["purpose"] for entry in watched.journal(Kind.FRAME)] == ["by hand", "survey", "survey"]
    assert watched.moves() == [(A.x, A.y), (B.x, B.y)]


def test_a_hand_frame_that_cannot_be_fetched_is_reported_once(watched: Any):
    """Pins a typing error at the console that ends the session or keeps it busy for ever."""
    watched.oversight = OversightOrders()
    watched.operator.give(TakeFrame(frame_id="never"))
    assert watched.run() == "completed"
    (fault,) = watched.journal(Kind.FAULT)
    assert "cannot be read" in fault.payload["text"]


def test_a_spoilt_frame_taken_by_hand_is_kept_and_never_read(watched: Any):
    """Pins a black picture that is judged because a person took it, one that is asked for again and again, and dose that is forgotten."""
    watched.oversight = OversightOrders()
    watched.policy = ListedPolicy(A)
    make = watched.adapter.frame_of

    def dark(*arguments: Any):
        frame = make(*arguments)
        return Frame(np.zeros_like(frame.pixels), frame.metadata.replace(dose=1e-12))

    watched.adapter.frame_of = dark
    fence = watched.sem.take_lease("anna", Role.OPERATOR).fence
    watched.sem.start(AcquireFrame(field_width=5e-4, scan=ScanSettings(columns=160, rows=128)), Ticket(action_id="h1", fence=fence))
    assert watched.sem.wait("h1", 10.0).phase.ended
    watched.sem.release_lease(fence)
    watched.adapter.frame_of = make
    watched.operator.give(TakeFrame(frame_id="h1"))
    assert watched.run() == "completed"
    (fault,) = [entry.payload for entry in watched.journal(Kind.FAULT)]
    assert (fault["fault"], fault["unread_frame"], fault["dose_C"], fault["ends_session"]) == ("blank_frame", "h1", 1e-12, False)
    assert fault["file"] == f"frames/{watched.kept[0]}"
    assert watched.kept[0].startswith("not-judged-by-hand-")
    assert [entry.key for entry in watched.journal(Kind.FRAME)] == watched.tagger.read == ["s-00001-frame"]


def test_a_take_over_in_the_middle_of_a_step_is_waited_out(watched: Any, monkeypatch: pytest.MonkeyPatch):
    """Pins a session that fails because a person took the stage while it worked."""
    watched.oversight = OversightOrders()
    watched.policy = ListedPolicy(A)
    start, lease = watched.sem.start, []

    def taken_over(action: Any, ticket: Any):
        if action.kind == "acquire_frame" and not lease:
            lease.append(watched.sem.take_lease("anna", Role.OPERATOR))
        return start(action, ticket)

    monkeypatch.setattr(watched.sem, "start", taken_over)
    watched.clock.script = [lambda: watched.sem.release_lease(lease[0].fence)]
    assert watched.run() == "completed"
    assert watched.acquired() == ["s-00002-frame"]


def test_a_session_killed_while_it_waits_for_consent_waits_again(watched: Any):
    """Pins a decision that is carried out by a resume, unapproved."""

    def die():
        raise SemError(reason="killed")

    watched.clock.script = [die]
    with pytest.raises(SemError, match="killed"):
        watched.run()
    assert watched.moves() == []
    watched.clock.script = [watched.operator.answer(Approve), watched.operator.answer(Approve)]
    assert watched.run() == "completed"
    assert watched.acquired() == ["s-00001-frame", "s-00002-frame"]


def test_a_frame_is_on_record_before_it_is_read(watched: Any):
    """Pins a console that shows a frame only once the model has thought about it."""
    watched.oversight = OversightOrders()
    seen = []

    def tag(frames: Any):
        with Journal(watched.folder / "journal.sqlite", watched.clock) as journal:
            seen.append([entry.key for entry in journal.entries(Kind.FRAME)])
        return type(watched.tagger).tag(watched.tagger, frames)

    watched.tagger.tag = tag
    watched.run()
    assert seen[0] == watched.acquired()[:1]
    assert np.all([len(keys) == number for number, keys in enumerate(seen, start=1)])
