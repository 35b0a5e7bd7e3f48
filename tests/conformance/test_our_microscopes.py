"""The suite on our own microscopes."""

from fractoscope.instruments.conformance import Neighbourhood, Outcome, Subject, run_conformance
from fractoscope.instruments.conformance.plan import CLEAR_FRAMES, MOVES, RANGE_ENDS, SLOW_FRAMES, USUAL_FRAMES, most_charge

Trial = tuple[Subject, Neighbourhood, frozenset[str] | None, frozenset[str]]


def test_every_property_holds(trial: Trial):
    """Pins an adapter or a server of ours that stopped doing what is asked of everybody else's.

    Also pins a property that is quietly no longer shown, and a run that does more than it announced.
    """
    subject, place, not_shown, beyond_the_bench = trial
    capabilities, current = subject.microscope.describe(), subject.microscope.state().beam.current
    report = run_conformance(subject, place)
    found = {outcome: {f"{r.topic}: {r.name}": r.seen for r in report.properties if r.outcome is outcome} for outcome in Outcome}
    failed = found[Outcome.FAILED]
    assert failed.keys() == beyond_the_bench, "\n".join(f"{name}: {seen}" for name, seen in failed.items())
    assert report.conforms is not bool(beyond_the_bench)
    if not_shown is not None:
        unseen = {name for name in found[Outcome.NOT_SHOWN] if subject.address is not None or not name.startswith("wire: ")}
        assert unseen == not_shown
    assert report.moves <= MOVES
    assert report.frames <= USUAL_FRAMES + CLEAR_FRAMES + SLOW_FRAMES + RANGE_ENDS
    assert report.dose is not None
    assert report.dose <= most_charge(capabilities, current)
    assert place.miss(subject.microscope.state().position, place.home) == ""
