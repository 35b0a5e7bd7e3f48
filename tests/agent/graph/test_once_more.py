"""What is tried again, and before whose turn."""

import pytest

from fractoscope.agent.graph.once_more import in_turn, once_more
from fractoscope.agent.policy import LookAt, Proposal
from fractoscope.instruments.values import FieldOfView

FIELD = FieldOfView(x=1e-3, y=0.0, width=1e-3)


def proposal(name: str, purpose: str = "survey"):
    return Proposal(id=name, action=LookAt(field=FIELD), gain=1.0, cost=0.0, purpose=purpose, reason="listed")


def state(remedy: str | None, reason: str = "listed"):
    return {"proposal": {**proposal("p").replace(reason=reason).model_dump(mode="json"), "target": None}, "remedy": remedy}


@pytest.mark.parametrize("reason", ["listed", "once more: listed"])
def test_a_failed_step_is_tried_again_and_says_so_once(reason: str):
    """Pins a second try that nobody can tell from a first, or a reason that grows with every try."""
    assert once_more(state("again", reason), ()).reason == "once more: listed"


@pytest.mark.parametrize("remedy", [None, "elsewhere", "stop"])
def test_nothing_else_is_tried_again(remedy: str | None):
    """Pins a place that is left and visited at once."""
    assert once_more(state(remedy), ()) is None


def test_a_field_that_an_operator_has_excluded_meanwhile_is_not_tried_again():
    """Pins a recovery that goes where a person has just forbidden."""
    assert once_more(state("again"), (FIELD,)) is None


def test_a_decision_that_a_person_rejected_is_not_tried_again():
    """Pins a rejection that is taken for a fault."""
    assert once_more({"proposal": None, "remedy": "again"}, ()) is None


def test_people_go_before_a_second_try_and_their_own_second_try_before_what_waits():
    """Pins a redirect that waits for a failing step, and an operator's target that is lost because it failed once."""
    waiting, again, own = proposal("operator-2", "operator"), proposal("p"), proposal("operator-1", "operator")
    assert in_turn([waiting], again) == [waiting, again]
    assert in_turn([waiting], own) == [own, waiting]
    assert in_turn([waiting], None) == [waiting]
