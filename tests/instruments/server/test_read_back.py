"""The server looks for itself before an action counts as done."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.instruments.server.agreement import ARRIVED, stage_disagreement
from fractoscope.instruments.values import BeamSettings, Phase, SetBeam, StagePosition

from ..scripted_adapter import ScriptedAdapter  # noqa: TID252 - test modules have no package name of their own

BEAM = BeamSettings()


@pytest.mark.parametrize(("axis", "miss"), [("x", 8e-6), ("y", -20e-6), ("z", 1e-3)])
def test_a_stage_that_missed_its_target_is_a_fault_whatever_the_adapter_says(
    agent: Any, adapter: ScriptedAdapter, move: Any, axis: str, miss: float
):
    """Pins a frame taken beside its field because an adapter returned in good order."""
    arrive = adapter.move

    def miss_it(target: StagePosition, watch: Any):
        arrive(target, watch)
        adapter.here = target.replace(**{axis: getattr(target, axis) + miss})
        return target

    adapter.move = miss_it
    ended = agent.perform(move(1e-3))
    assert ended.phase is Phase.FAILED
    assert ended.error["vendor_code"] == "STAGE_MISSED"
    assert ended.error["vendor_text"].startswith(f"{axis} is ")
    assert "(tolerance 5 µm)" in ended.error["vendor_text"]


def test_a_stage_that_pauses_half_way_is_waited_for(agent: Any, adapter: ScriptedAdapter, move: Any, clock: Any):
    """Pins a frame scanned on a stage that said "not moving" for a moment and then travelled on (odemis #2473)."""
    target = StagePosition(x=1e-3, y=0.0)
    places = iter([target, target.replace(x=0.9e-3), target, target.replace(x=0.999e-3), target, target])
    still = iter([False, True, False, True, False, False])
    adapter.position = lambda: next(places, target)
    adapter.moving = lambda: next(still, False)
    began = clock.monotonic()
    ended = agent.perform(move(1e-3))
    assert ended.phase is Phase.DONE
    assert ended.outcome["x"] == 1e-3
    assert clock.monotonic() - began == pytest.approx(5 * 0.05)


def test_a_stage_that_never_comes_to_rest_is_a_fault(agent: Any, adapter: ScriptedAdapter, move: Any):
    """Pins "done" for a stage that still moves, or a wait without end."""
    adapter.moving = lambda: True
    ended = agent.perform(move(1e-3))
    assert (ended.phase, ended.error["vendor_code"]) == (Phase.FAILED, "STAGE_MISSED")
    assert "still moves" in ended.error["vendor_text"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"voltage": 14e3}, "voltage is 1 kV"), ({"current": 50e-12}, "current is 50 pA"), ({"blanked": False}, "the beam is on")],
)
def test_a_column_that_does_not_show_what_was_asked_is_a_fault(agent: Any, adapter: ScriptedAdapter, changes: dict[str, Any], says: str):
    """Pins a dose computed from a current that was never set, and a beam that is on although it was blanked."""
    adapter.set_beam = lambda settings: setattr(adapter, "beam_now", settings.replace(**changes)) or settings
    ended = agent.perform(SetBeam(beam=BEAM.replace(working_distance=8e-3)))
    assert (ended.phase, ended.error["vendor_code"]) == (Phase.FAILED, "BEAM_MISSED")
    assert says in ended.error["vendor_text"]


def test_a_column_that_settles_late_is_waited_for(agent: Any, adapter: ScriptedAdapter):
    """Pins a fault for a high voltage that ramps for a moment after its command returned."""
    asked = BEAM.replace(voltage=20e3)
    shown = iter([BEAM, BEAM, BEAM.replace(voltage=18e3)])
    adapter.beam = lambda: next(shown, asked)
    assert agent.perform(SetBeam(beam=asked)).outcome["voltage"] == 20e3


@settings(deadline=None)
@given(st.floats(-0.01, 0.01), st.floats(-2e-5, 2e-5), st.sampled_from(["x", "y", "z"]))
def test_a_stage_agrees_exactly_within_its_tolerance(place: float, miss: float, axis: str):
    """Pins a tolerance that depends on where the stage is, or on the sign of the miss."""
    target = StagePosition(x=0.0, y=0.0).replace(**{axis: place})
    missed = stage_disagreement(target.replace(**{axis: place + miss}), target)
    assert (missed is None) == (abs((place + miss) - place) <= ARRIVED)
    assert missed is None or (missed.name, missed.unit) == (axis, "m")


def test_a_full_turn_is_no_error():
    """Pins a rotation read back as -180° that was asked as +180°."""
    asked = StagePosition(x=0.0, y=0.0, rotation=3.14159265)
    assert stage_disagreement(asked.replace(rotation=-3.14159265), asked) is None
    assert stage_disagreement(asked.replace(rotation=3.1), asked).name == "rotation"


@pytest.mark.parametrize("how", ["stop", "timeout"])
def test_an_action_stopped_before_the_adapter_was_called_never_ran(
    agent: Any, adapter: ScriptedAdapter, move: Any, look: Any, monkeypatch: pytest.MonkeyPatch, clock: Any, how: str
):
    """Pins "cancelled" for an action of which nothing happened: whoever reads that must go and look at the specimen."""
    begin = agent.microscope._ledger.begin
    dose = agent.microscope.state().dose

    def begin_late(*arguments: Any):
        begin(*arguments)
        if how == "stop":
            agent.microscope.stop()

    carry_out = agent.microscope._carry_out

    def carry_out_late(*arguments: Any):
        if how == "timeout":
            clock.advance(20.0)  # beyond the action's time, within the lease's
        return carry_out(*arguments)

    monkeypatch.setattr(agent.microscope._ledger, "begin", begin_late)
    monkeypatch.setattr(agent.microscope, "_carry_out", carry_out_late)
    ended = agent.perform(look(), "f")
    assert ended.phase is Phase.NEVER_RAN
    assert ended.error["error"] == ("OperationCancelled" if how == "stop" else "OperationTimedOut")
    assert not [entry for entry in adapter.done if isinstance(entry, tuple)]
    assert agent.microscope.state().dose == dose
    with pytest.raises(Exception, match="never ran"):
        agent.microscope.frame("f")
