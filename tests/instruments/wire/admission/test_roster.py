"""Who stays when a port is full."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from fractoscope.instruments.wire.admission.activity import DEADLINES, Activity
from fractoscope.instruments.wire.admission.roster import Roster, first_to_go

EASE = {Activity.ENTERING: 0, Activity.IDLE: 1, Activity.RECEIVING: 1, Activity.ANSWERING: 2}


@dataclass(eq=False)
class Stub:
    """A connection that does what it is told and knows whether it was closed."""

    doing: tuple[Activity, float] = field(default=(Activity.ENTERING, 0.0))
    closed: bool = False

    def close(self):
        self.closed = True


doings = st.tuples(st.sampled_from(Activity), st.floats(0, 100))


@given(st.lists(doings, min_size=1))
def test_the_longest_of_the_most_dispensable_goes_first(doing: list[tuple[Activity, float]]):
    """Pins an agent that has to go while strangers hold the door, and a call that is cut off while it works."""
    present = [Stub(what) for what in doing]
    leaving = first_to_go(present)
    dispensable = [stub for stub in present if stub.doing[0] is not Activity.WORKING]
    if not dispensable:
        assert leaving is None
        return
    ease = min(EASE[stub.doing[0]] for stub in dispensable)
    alike = [stub for stub in dispensable if EASE[stub.doing[0]] == ease]
    assert leaving in alike
    assert leaving.doing[1] == min(stub.doing[1] for stub in alike)


@given(st.lists(doings), st.integers(1, 5))
def test_there_are_never_more_than_the_limit_and_a_newcomer_gets_in(doing: list[tuple[Activity, float]], limit: int):
    """Pins a flood that takes a thread for each connection, and one that keeps everybody else out."""
    roster = Roster(lambda: 0.0, limit)
    for what in doing:
        newcomer = Stub(what)
        before = list(roster)
        full = len(before) == limit and all(stub.doing[0] is Activity.WORKING for stub in before)
        assert roster.admit(newcomer) is not full
        assert len(roster) <= limit
        assert (newcomer in list(roster)) is not full
        gone = [stub for stub in before if stub not in list(roster)]
        assert all(stub.closed for stub in gone)
        assert not any(stub.closed for stub in roster)


def test_who_left_takes_no_place():
    """Pins places that stay taken after their client has gone."""
    roster = Roster(lambda: 0.0, limit=1)
    worker = Stub((Activity.WORKING, 0.0))
    assert roster.admit(worker)
    assert not roster.admit(Stub())
    roster.leave(worker)
    roster.leave(worker)
    assert roster.admit(Stub())


@given(st.sampled_from(Activity), st.floats(0, 60))
def test_what_is_overdue_is_closed_and_nothing_else(activity: Activity, spent: float):
    """Pins a half request that is waited for for ever, and a client that is cut off because it thinks for long."""
    roster = Roster(lambda: 1000.0 + spent)
    stub = Stub((activity, 1000.0))
    roster.admit(stub)
    roster.close_overdue()
    assert stub.closed is (spent > DEADLINES.get(activity, float("inf")))
