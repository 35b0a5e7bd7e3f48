"""Commands enter the journal once, and only where they fit."""

from typing import Any

import pytest

from fractoscope.agent.journal import Kind
from fractoscope.agent.oversight import CommandRefused, corrections
from fractoscope.agent.oversight.operator_command import Approve, CorrectTag, LookHere, Modify, Note, Pause, Reject, Reorder, Resume, Strike
from fractoscope.instruments.values import FieldOfView

FIELD = FieldOfView(x=0.0, y=0.0, width=1e-4)


def test_a_click_that_is_sent_twice_counts_once(table: Any):
    """Pins a network that repeats a request, and a field that is scanned twice for it."""
    first = table.give(LookHere(field=FIELD), token="click")
    again = table.give(LookHere(field=FIELD), token="click")
    assert again == first
    assert len(table.wishes.queue) == 1


def test_a_token_cannot_stand_for_two_commands(table: Any):
    """Pins a page that believes its second click was taken."""
    table.give(Pause(), token="click")
    with pytest.raises(CommandRefused, match="already counted"):
        table.give(Resume(), token="click")
    assert table.wishes.paused


def test_the_same_token_of_two_operators_is_two_commands(table: Any):
    """Pins an operator who can swallow another one's click."""
    table.give(Pause(), by="anna", token="t")
    table.give(Resume(), by="ben", token="t")
    assert not table.wishes.paused


@pytest.mark.parametrize("token", ["", "a b", "../x", "x" * 65, "é"])
def test_a_strange_token_is_refused(table: Any, token: str):
    """Pins a key in the journal that no page made."""
    with pytest.raises(CommandRefused):
        table.desk.give("anna", token, Pause(), table.wishes)
    assert table.journal.entries(Kind.OPERATOR) == []


@pytest.mark.parametrize("kind", [Approve, Reject, Modify])
def test_an_answer_is_bound_to_step_payload_and_time(table: Any, kind: type):
    """Pins a late click that approves what the operator never saw."""
    more = {"field": FIELD} if kind is Modify else {}
    table.decide(1)
    sha = table.wishes.request.sha256
    for step, digest in ((2, sha), (1, "0" * 64)):
        with pytest.raises(CommandRefused):
            table.give(kind(step=step, sha256=digest, **more))
    table.clock.sleep(61.0)
    with pytest.raises(CommandRefused, match="expired"):
        table.give(kind(step=1, sha256=sha, **more))
    assert table.wishes.answer is None
    table.decide(2)
    table.give(kind(step=2, sha256=table.wishes.request.sha256, **more))
    assert table.wishes.answer.verdict.step == 2


def test_a_second_answer_is_refused_and_told_who_was_first(table: Any):
    """Pins an operator who does not learn that a colleague decided."""
    table.decide(1)
    sha = table.wishes.request.sha256
    table.give(Approve(step=1, sha256=sha), by="anna")
    with pytest.raises(CommandRefused, match="anna has answered"):
        table.give(Reject(step=1, sha256=sha), by="ben")


def test_nothing_is_asked_in_autonomous_decisions(table: Any):
    """Pins an approval of what was carried out long ago."""
    table.decide(1, consent_s=None)
    with pytest.raises(CommandRefused, match="does not wait"):
        table.give(Approve(step=1, sha256="0" * 64))


def test_targets_that_are_not_queued_are_refused(table: Any):
    """Pins a strike of a target that is under the beam already, silently ignored."""
    number = table.give(LookHere(field=FIELD)).number
    with pytest.raises(CommandRefused):
        table.give(Strike(target=number + 1))
    with pytest.raises(CommandRefused):
        table.give(Reorder(targets=(number, number + 1)))
    assert len(table.wishes.queue) == 1


def test_corrections_keep_the_last_word_with_who_and_when(table: Any):
    """Pins training data that contradicts itself or names nobody."""
    table.journal.append(Kind.FRAME, {"number": 1}, "f1")
    with pytest.raises(CommandRefused, match="no frame f2"):
        table.give(CorrectTag(frame_id="f2", feature="rubbed_surface", present=True))
    with pytest.raises(CommandRefused, match="no frame f2"):
        table.give(Note(text="look", frame_id="f2"))
    table.give(Note(text="free"))
    table.give(CorrectTag(frame_id="f1", feature="rubbed_surface", present=True), by="anna")
    table.give(CorrectTag(frame_id="f1", feature="river_pattern", present=False), by="anna")
    last = table.give(CorrectTag(frame_id="f1", feature="rubbed_surface", present=False), by="ben")
    kept = corrections(table.journal.entries())
    assert [(given.command.feature, given.command.present, given.by) for given in kept] == [
        ("river_pattern", False, "anna"),
        ("rubbed_surface", False, "ben"),
    ]
    assert kept[-1].time == last.time
