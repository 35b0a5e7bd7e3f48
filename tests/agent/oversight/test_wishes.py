"""What operators want is read from the journal alone."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fractoscope.agent.journal import JournalEntry, Kind
from fractoscope.agent.oversight import Mode, Wishes, operator_payload
from fractoscope.agent.oversight.operator_command import (
    Approve,
    ChangeMode,
    Exclude,
    FinishNow,
    LookHere,
    Pause,
    Reject,
    Reorder,
    Resume,
    Strike,
    TakeFrame,
)
from fractoscope.instruments.values import FieldOfView


def field(x: float = 0.0):
    return FieldOfView(x=x, y=0.0, width=1e-4)


def test_a_pause_lasts_until_it_is_lifted(table: Any):
    """Pins a pause that the next decision forgets."""
    table.give(Pause())
    table.decide(1)
    assert table.wishes.paused
    table.give(Resume())
    assert not table.wishes.paused


def test_the_queue_is_worked_in_the_order_that_was_last_asked_for(table: Any):
    """Pins a reorder that loses a target or brings a struck one back."""
    a, b, c = (table.give(LookHere(field=field(x), first=False)).number for x in (1e-3, 2e-3, 3e-3))
    table.give(Reorder(targets=(c, a)))
    assert [target.number for target in table.wishes.queue] == [c, a, b]
    table.give(Strike(target=a))
    first = table.give(LookHere(field=field(4e-3)))
    assert [target.number for target in table.wishes.queue] == [first.number, c, b]


def test_a_target_leaves_the_queue_with_the_decision_that_takes_it(table: Any):
    """Pins a redirect that is carried out again after a resume."""
    number = table.give(LookHere(field=field())).number
    table.decide(1, name=f"operator-{number}")
    assert table.wishes.queue == ()


def test_only_the_first_answer_to_a_decision_counts(table: Any):
    """Pins two operators whose clicks crossed: one of them would believe that his word held."""
    sha = None
    table.decide(1)
    sha = table.wishes.request.sha256
    before = table.wishes
    table.give(Reject(step=1, sha256=sha), by="anna")
    table.desk.give("ben", "late", Approve(step=1, sha256=sha), before)
    answer = table.wishes.answer
    assert (answer.by, answer.verdict.kind) == ("anna", "reject")


def test_an_answer_is_gone_with_the_next_decision(table: Any):
    """Pins an approval that carries out a step which nobody has seen."""
    table.decide(1)
    table.give(Approve(step=1, sha256=table.wishes.request.sha256))
    table.decide(2, x=1e-3)
    assert table.wishes.answer is None
    assert table.wishes.request.step == 2


def test_finish_now_holds_for_one_run(table: Any):
    """Pins a resumed session that ends at once because it was once told to."""
    table.give(FinishNow(), by="anna")
    assert table.wishes.finish == "anna"
    table.journal.append(Kind.SESSION, {"event": "opened"})
    assert table.wishes.finish == ""


def test_a_frame_taken_by_hand_waits_until_it_is_read(table: Any):
    """Pins an operator's frame that is read twice, or never."""
    table.give(TakeFrame(frame_id="hand-1"))
    table.give(TakeFrame(frame_id="hand-1"))
    assert table.wishes.hand_frames == ("hand-1",)
    table.journal.append(Kind.TAGS, {}, "hand-1")
    assert table.wishes.hand_frames == ()


def test_what_is_written_by_another_version_is_passed_over(table: Any):
    """Pins a session that cannot be opened because of one unknown command."""
    for payload in ({"command": "teleport", "by": "anna"}, {"command": "stop", "by": "keyboard", "report": {}}, {"details": []}):
        table.journal.append(Kind.OPERATOR, payload)
    assert table.wishes == Wishes.at_start(Mode.SUPERVISED)


COMMANDS = st.one_of(
    st.sampled_from([Pause(), Resume(), FinishNow(), ChangeMode(mode=Mode.OBSERVE), ChangeMode(mode=Mode.AUTONOMOUS)]),
    st.builds(LookHere, field=st.builds(field, st.floats(-1e-3, 1e-3)), first=st.booleans()),
    st.builds(Exclude, field=st.builds(field, st.floats(-1e-3, 1e-3))),
    st.builds(Strike, target=st.integers(1, 30)),
    st.builds(Reorder, targets=st.lists(st.integers(1, 30), min_size=1, max_size=5).map(tuple)),
)


@given(commands=st.lists(COMMANDS, max_size=25), cut=st.integers(0, 25))
def test_folding_in_two_parts_is_folding_at_once(commands: list, cut: int):
    """Pins a resumed session that sees other wishes than one that never stopped; and a queue with a target twice."""
    entries = [
        JournalEntry(
            number=number,
            time="2026-01-01T00:00:00+00:00",
            kind=Kind.OPERATOR,
            key=f"#{number}",
            payload=operator_payload("anna", command),
            previous="",
            digest="",
        )
        for number, command in enumerate(commands, start=1)
    ]
    start = Wishes.at_start(Mode.AUTONOMOUS)
    whole = start.after_all(entries)
    assert start.after_all(entries[:cut]).after_all(entries[cut:]) == whole
    numbers = [target.number for target in whole.queue]
    assert len(set(numbers)) == len(numbers)
    assert set(numbers) <= {entry.number for entry, command in zip(entries, commands, strict=True) if isinstance(command, LookHere)}
