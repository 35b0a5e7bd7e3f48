"""What only a served microscope can get wrong: errors that lose their fields, requests that are not what they seem, the stop port."""

import pytest
from Pyro5.serializers import SerpentSerializer

from fractoscope.instruments.conformance.bench import Bench
from fractoscope.instruments.errors import (
    ERRORS,
    ActionConflict,
    ConnectionLost,
    LimitExceeded,
    NotInControl,
    SemError,
    StaleFrame,
    Unsupported,
)
from fractoscope.instruments.values import MoveStage, Role, StopReport
from fractoscope.instruments.wire import ServerAddress
from fractoscope.instruments.wire.link import Link

WRONG_ACTIONS: tuple[object, ...] = (
    None,
    [],
    "move_stage",
    {"kind": "launch"},
    {"kind": "move_stage", "target": {"x": "over there", "y": 0.0}},
    {"kind": "move_stage", "target": {"x": float("nan"), "y": 0.0}},
    {"kind": "move_stage", "target": {"x": 0.0, "y": 0.0, "tilt_deg": 1.0}},
    {"kind": "acquire_frame", "field_width": -1.0},
)


def test_an_error_arrives_with_its_class_and_fields(led: Bench) -> None:
    """Pins an error that arrives as a text, so that nobody can act on it."""
    _served(led)
    _, target = led.ends("x")
    x = led.capabilities.axes["x"]
    outside = MoveStage(target=led.home.replace(x=x.high + 1e-3))
    limit = led.refused(outside, LimitExceeded)
    assert limit.fields == {"axis": "x", "value": outside.target.x, "low": x.low, "high": x.high, "unit": x.unit}
    detector = led.refused(led.look(scan=led.scan.replace(detector="no such detector")), Unsupported)
    assert detector.instrument == led.capabilities.instrument
    with pytest.raises(NotInControl) as control:
        led.start(MoveStage(target=target), fence=max(led.fence - 1, 0))
    told = {"fence": max(led.fence - 1, 0), "holder": _holder(led), "role": control.value.role, "note": control.value.note}
    assert control.value.fields == told
    unknown = led.new_id("never")
    with pytest.raises(StaleFrame) as stale:
        led.microscope.frame(unknown)
    assert (stale.value.frame_id, bool(stale.value.reason)) == (unknown, True)
    done = led.done(MoveStage(target=led.home))
    with pytest.raises(ActionConflict) as conflict:
        led.start(MoveStage(target=target), done.action_id)
    assert conflict.value.recorded != conflict.value.offered


def test_this_installation_reads_every_class_of_error(bench: Bench) -> None:
    """Pins an error class that one side of the wire does not know."""
    _served(bench)
    values = {"value": 1.5, "low": -1.0, "high": 1.0, "fence": 3, "timeout": 2.5}
    serializer = SerpentSerializer()
    for kind in ERRORS.values():
        error = kind(**{field: values.get(field, f"the {field}, µ") for field in kind.field_names})
        read = serializer.loads(serializer.dumps(error))
        assert (type(read), read.fields, str(read)) == (kind, error.fields, str(error))


def test_what_is_no_action_is_refused(led: Bench) -> None:
    """Pins a server that guesses what a wrong request may have meant, or breaks over it."""
    address = _served(led)
    before = led.subject.second_look.position()
    link = Link(address.sem, 5.0)
    ticket = led.ticket().model_dump(mode="json")
    try:
        for wrong in WRONG_ACTIONS:
            for method, arguments in (("check", (wrong,)), ("start", (wrong, ticket))):
                with pytest.raises(SemError) as refusal:
                    link.call(method, *arguments)
                assert not isinstance(refusal.value, ConnectionLost), f"the server broke off over {wrong!r}: {refusal.value}"
    finally:
        link.close()
    assert led.subject.second_look.position() == before
    assert led.microscope.state().operation is None


def test_what_is_no_ticket_is_refused(led: Bench) -> None:
    """Pins an action without an identity, which nothing keeps from happening twice."""
    address = _served(led)
    action = led.look().model_dump(mode="json")
    dose = led.microscope.state().dose
    link = Link(address.sem, 5.0)
    try:
        for ticket in (None, {}, {"action_id": "", "fence": led.fence}, {"action_id": "a b", "fence": led.fence}):
            with pytest.raises(SemError) as refusal:
                link.call("start", action, ticket)
            assert not isinstance(refusal.value, ConnectionLost), f"the server broke off over {ticket!r}: {refusal.value}"
    finally:
        link.close()
    assert led.microscope.state().dose == dose


def test_the_stop_port_stops_by_itself(bench: Bench) -> None:
    """Pins a stop that needs the port that is busy."""
    address = _served(bench)
    bench.take("conformance agent", Role.AGENT)
    link = Link(address.stop, 5.0)
    try:
        report = StopReport.model_validate(link.call("stop", patience=8.0))
    finally:
        link.close()
    assert (report.halted, report.scan_ended, report.blanked) == (True, True, True)
    assert bench.microscope.state().lease is None, "the agent kept its lease"


def test_the_stop_port_offers_nothing_that_acts(led: Bench) -> None:
    """Pins a way around the lease."""
    address = _served(led)
    link = Link(address.stop, 5.0)
    try:
        for method in ("start", "take_lease", "cancel"):
            with pytest.raises((SemError, AttributeError)) as refusal:
                link.call(method)
            assert not isinstance(refusal.value, ConnectionLost), f"the stop port broke off over it: {refusal.value}"
    finally:
        link.close()


def _served(bench: Bench) -> ServerAddress:
    if bench.subject.address is None:
        pytest.skip("only a served microscope has a wire")
    return bench.subject.address


def _holder(bench: Bench) -> str:
    lease = bench.microscope.state().lease
    assert lease is not None
    return lease.holder
