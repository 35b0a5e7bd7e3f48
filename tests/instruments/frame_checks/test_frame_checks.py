"""Whether a frame is the one that was asked for."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from fractoscope.instruments.errors import HardwareFault, StaleFrame
from fractoscope.instruments.frame_checks import require_as_asked, require_fresh, require_in_place
from fractoscope.instruments.values import AcquireFrame, Frame, ScanSettings, StagePosition
from tests.instruments.scripted_adapter import FakeClock, ScriptedAdapter

SCAN = ScanSettings(columns=64, rows=48)
ASKED = AcquireFrame(field_width=1e-3, scan=SCAN)
ADAPTER = ScriptedAdapter(clock=FakeClock())


def frame(frame_id: str = "f", dose: float = 1e-12, **changes: Any):
    made = ADAPTER.frame_of(frame_id, 1e-3, SCAN)
    started = made.metadata.started
    return Frame(made.pixels, made.metadata.replace(**{"ended": started + timedelta(seconds=1), "dose": dose, **changes}))


def later(one: Frame, seconds: float = 2.0, **changes: Any):
    shift = timedelta(seconds=seconds)
    values = {"frame_id": "g", "started": one.metadata.started + shift, "ended": one.metadata.ended + shift, **changes}
    return Frame(frame().pixels, one.metadata.replace(**values))


def test_the_frame_asked_for_passes():
    """Pins checks that refuse everything."""
    one = frame()
    require_as_asked(one, "f", ASKED)
    require_fresh(one, None)
    require_fresh(later(one), one)
    require_in_place(one, one.metadata.position, "here")


def test_another_id_is_a_stale_frame():
    """Pins the frame before, judged under a new name."""
    with pytest.raises(StaleFrame, match="gave frame e in its place"):
        require_as_asked(frame("e"), "f", ASKED)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (ASKED.replace(scan=SCAN.replace(rows=24)), "64 by 48 pixels of 8 bits; 64 by 24 of 8 bits were asked for"),
        (ASKED.replace(scan=SCAN.replace(bits=16)), "64 by 48 of 16 bits were asked for"),
        (ASKED.replace(field_width=0.9e-3), r"a field 0\.001 m wide; 0\.0009 m were asked for"),
    ],
)
def test_another_size_depth_or_field_is_refused(asked: AcquireFrame, says: str):
    """Pins a frame whose scale is not what everything after it believes."""
    with pytest.raises(HardwareFault, match=says) as refusal:
        require_as_asked(frame(), "f", asked)
    assert refusal.value.vendor_code == "FRAME_NOT_AS_ASKED"


@pytest.mark.parametrize("seconds", [-5.0, 0.0, 0.5])
def test_a_frame_begun_before_the_last_one_ended_is_stale(seconds: float):
    """Pins a picture from a buffer, with its old time stamps."""
    one = frame()
    with pytest.raises(StaleFrame, match="it is an earlier picture"):
        require_fresh(later(one, seconds), one)


@pytest.mark.parametrize("lines", [1, 12, 48])
def test_lines_of_the_frame_before_are_stale_whatever_the_stamps_say(lines: int):
    """Pins a frame that a driver filled up, or replaced, with what still lay in its buffer."""
    one = frame()
    mixed = later(one)
    pixels = mixed.pixels.copy()
    pixels[48 - lines :] = one.pixels[48 - lines :]
    with pytest.raises(StaleFrame, match=f"{lines} of its 48 lines are those of frame f"):
        require_fresh(Frame(pixels, mixed.metadata), one)


def test_what_may_repeat_is_not_stale():
    """Pins stored pictures and black lines taken for old ones."""
    stored = frame(dose=0.0)
    again = Frame(stored.pixels, later(stored).metadata)
    require_fresh(again, stored)
    one = frame()
    black = Frame(np.zeros_like(one.pixels), one.metadata)
    require_fresh(Frame(black.pixels, later(one).metadata), black)
    require_fresh(Frame(one.pixels[:24], later(one).metadata), one)


@pytest.mark.parametrize(("off", "passes"), [(49e-6, True), (51e-6, False)])
def test_a_frame_lies_where_it_was_to_be(off: float, passes: bool):
    """Pins a tolerance that swallows a miss, or that no stage can hold."""
    place = StagePosition(x=off, y=0.0)
    if passes:
        require_in_place(frame(), place, "the target")
        return
    with pytest.raises(HardwareFault, match="is centred 51 µm from the target") as refusal:
        require_in_place(frame(), place, "the target")
    assert refusal.value.vendor_code == "FRAME_ELSEWHERE"


def test_what_a_microscope_does_not_tell_is_not_held_against_it():
    """Pins a microscope without time stamps or positions that can never deliver a frame."""
    silent = frame(position=None, field_width=None, started=None, ended=None)
    require_as_asked(silent, "f", ASKED)
    require_fresh(silent, frame())
    require_in_place(silent, StagePosition(x=1.0, y=1.0), "the target")
