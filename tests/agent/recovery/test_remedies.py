"""A word for each fault, and a capped list of remedies for each word."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.agent.journal import RecordUnwritable
from fractoscope.agent.recovery import FaultWord, Remedy, remedy_for, require_ready, require_sound, word_of
from fractoscope.agent.recovery.remedy import IN_TURN
from fractoscope.instruments.errors import (
    ConnectionLost,
    HardwareFault,
    InterlockOpen,
    OperationTimedOut,
    SpoiltFrame,
    StaleFrame,
    Unwritable,
)
from fractoscope.instruments.values import BeamSettings, Frame, ScanSettings, SemState, StagePosition, VacuumState
from tests.instruments.scripted_adapter import ScriptedAdapter


def hardware(code: str):
    return HardwareFault(vendor_code=code, vendor_text="so")


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (ConnectionLost(address="a", reason="r"), "link_lost"),
        (StaleFrame(frame_id="f", reason="r"), "stale_frame"),
        (SpoiltFrame(frame_id="f", fault="torn_frame", remedy="r"), "torn_frame"),
        (SpoiltFrame(frame_id="f", fault="moiré", remedy="r"), "spoilt_frame"),
        (Unwritable(path="p", reason="full"), "disk_full"),
        (RecordUnwritable("p", "full"), "disk_full"),
        (InterlockOpen(interlock="vacuum (vented)", remedy="r"), "vacuum_lost"),
        (InterlockOpen(interlock="beam (0 A)", remedy="r"), "beam_tripped"),
        (InterlockOpen(interlock="door", remedy="r"), "interlock"),
        (OperationTimedOut(action_id="a", timeout=1.0), "timed_out"),
        (hardware("STAGE_STALLED"), "stage_stalled"),
        (hardware("STAGE_MISSED"), "stage_missed"),
        (hardware("FRAME_NOT_AS_ASKED"), "wrong_frame"),
        (hardware("FRAME_ELSEWHERE"), "frame_elsewhere"),
        (hardware("E7"), "hardware"),
        (RuntimeError("the model broke"), "program"),
    ],
)
def test_every_error_has_its_word(error: Exception, word: str):
    """Pins two faults under one word, or a fault under none."""
    assert word_of(error) == word


@given(word=st.sampled_from(FaultWord), in_a_row=st.integers(3, 50))
def test_the_third_failure_in_a_row_stops_whatever_it_is(word: FaultWord, in_a_row: int):
    """Pins a retry without an end."""
    assert remedy_for(word, in_a_row) is Remedy.STOP


@pytest.mark.parametrize("word", ["beam_tripped", "vacuum_lost", "disk_full", "link_lost", "interlock", "program"])
def test_what_needs_a_person_is_not_tried_again(word: str):
    """Pins an agent that scans on without vacuum, or onto a full disk."""
    assert FaultWord(word) not in IN_TURN
    assert remedy_for(FaultWord(word), 1) is Remedy.STOP


def test_a_spoilt_frame_is_retaken_then_left_then_the_session_stops():
    """Pins a policy that changes while its documentation does not."""
    for word in (FaultWord.BLANK_FRAME, FaultWord.TORN_FRAME, FaultWord.CHARGING):
        assert [remedy_for(word, number) for number in (1, 2, 3)] == [Remedy.AGAIN, Remedy.ELSEWHERE, Remedy.STOP]
    for word in (FaultWord.STAGE_STALLED, FaultWord.STAGE_MISSED, FaultWord.TIMED_OUT):
        assert [remedy_for(word, number) for number in (1, 2)] == [Remedy.AGAIN, Remedy.STOP]


def state(**changes: Any):
    ready = SemState(
        position=StagePosition(x=0, y=0),
        beam=BeamSettings(),
        field_width=1e-3,
        vacuum=VacuumState.PUMPED,
        moving=False,
        scanning=False,
        simulated=True,
    )
    return ready.replace(**changes)


def test_without_vacuum_or_beam_nothing_goes_on():
    """Pins a trip that is found by the pictures alone."""
    require_ready(state())
    require_ready(state(beam=BeamSettings(current=1e-13)))
    for gone, name in ((state(vacuum=VacuumState.VENTED), "vacuum"), (state(beam=BeamSettings(current=0.0)), "beam")):
        with pytest.raises(InterlockOpen, match=f"{name} .*then resume the session"):
            require_ready(gone)


def frame(change: Any, rows: int = 192, columns: int = 256):
    random = np.random.default_rng(5)
    scene = np.kron(random.normal(size=(rows // 8, columns // 8)), np.ones((8, 8))) * 25 + random.normal(size=(rows, columns)) * 6 + 120
    made = ScriptedAdapter().frame_of("f", 1e-3, ScanSettings(columns=columns, rows=rows))
    return Frame(change(np.clip(scene, 1, 254)).astype(np.uint8), made.metadata)


def torn(scene: np.ndarray):
    return np.where(np.arange(scene.shape[0])[:, None] < 100, scene, 0)


def charged(scene: np.ndarray):
    return np.clip(scene + 30 * np.random.default_rng(1).standard_normal((scene.shape[0], 1)), 0, 255)


@pytest.mark.parametrize(
    ("change", "fault"), [(np.zeros_like, "blank_frame"), (torn, "torn_frame"), (charged, "charging"), (lambda scene: scene, None)]
)
def test_spoilt_pixels_have_their_word(change: Any, fault: str | None):
    """Pins a blank frame read as a smooth surface, or a good one refused."""
    if fault is None:
        require_sound(frame(change))
        return
    with pytest.raises(SpoiltFrame) as refusal:
        require_sound(frame(change))
    assert (refusal.value.fault, refusal.value.frame_id) == (fault, "f")


def test_a_frame_too_small_to_measure_is_not_held_against():
    """Pins a session on small scans that stops because every eighth good frame seems blank."""
    require_sound(frame(np.zeros_like, rows=96, columns=128))
