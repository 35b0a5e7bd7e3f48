"""Frames: what was asked for, stamped with what was read back."""

from typing import Any

import numpy as np
import pytest

from fractoscope.instruments.errors import LimitExceeded, SemError, StaleFrame, Unsupported
from fractoscope.instruments.values import FrameMetadata, Phase


@pytest.fixture
def there(led: Any):
    led.move(led.home)
    return led


@pytest.mark.parametrize("bits", [8, 16])
def test_a_frame_is_what_was_asked_for(there: Any, bits: int):
    """Pins a wrong shape, depth, scale, position or stamp: a frame that looks right and measures wrong."""
    if bits not in there.microscope.describe().bits:
        with pytest.raises(Unsupported):
            there.start(there.look(scan=there.scan.replace(bits=bits)))
        return
    operation = there.perform(there.look(scan=there.scan.replace(bits=bits)))
    assert operation.phase is Phase.DONE
    frame = there.microscope.frame(operation.action_id)
    metadata = frame.metadata
    assert frame.pixels.shape == (there.scan.rows, there.scan.columns)
    assert frame.pixels.dtype == (np.uint8 if bits == 8 else np.uint16)
    assert frame.pixels.std() > 0
    assert metadata.frame_id == operation.action_id
    assert metadata.field_width == pytest.approx(there.field_width, rel=1e-6)
    assert metadata.position == there.microscope.state().position
    assert metadata.simulated == there.microscope.describe().simulated
    assert (metadata.scan.columns, metadata.scan.rows, metadata.scan.bits) == (there.scan.columns, there.scan.rows, bits)
    assert metadata.started <= metadata.ended
    assert metadata.instrument
    assert FrameMetadata.model_validate(operation.outcome) == metadata
    assert there.microscope.state().field_width == metadata.field_width
    assert there.microscope.state().beam.blanked


def test_a_frame_is_bit_identical_when_fetched_twice(there: Any):
    """Pins a fetch that scans or renders again."""
    operation = there.perform(there.look())
    first, second = there.microscope.frame(operation.action_id), there.microscope.frame(operation.action_id)
    assert np.array_equal(first.pixels, second.pixels)
    assert first.metadata == second.metadata


def test_the_same_ticket_scans_once(there: Any):
    """Pins a retry that puts the dose on the specimen twice."""
    first = there.perform(there.look(), "once")
    dose = there.microscope.state().dose
    pixels = there.microscope.frame("once").pixels
    again = there.start(there.look(), "once")
    assert again == first
    assert there.microscope.state().dose == dose
    assert np.array_equal(there.microscope.frame("once").pixels, pixels)


def test_an_unknown_frame_is_stale(there: Any):
    """Pins the last frame handed out for an id that never was."""
    there.perform(there.look())
    with pytest.raises(StaleFrame) as refusal:
        there.microscope.frame("never")
    assert refusal.value.frame_id == "never"


def test_the_id_of_a_move_is_no_frame(there: Any):
    """Pins a frame made up for an action that took none."""
    operation = there.move(there.home)
    with pytest.raises(StaleFrame):
        there.microscope.frame(operation.action_id)


@pytest.mark.parametrize("setting", ["field_width", "columns", "rows", "dwell_time"])
def test_a_scan_out_of_range_is_refused_and_nothing_is_scanned(there: Any, setting: str):
    """Pins a field width that is clipped, so that every length on the frame is wrong."""
    limits = there.microscope.describe().settings[setting]
    dose = there.microscope.state().dose
    values = [value for value in (limits.low / 2, limits.high * 2) if setting in ("field_width", "dwell_time") or int(value) > 0]
    for value in values:
        if setting == "field_width":
            action = there.look(field_width=value)
        else:
            action = there.look(scan=there.scan.replace(**{setting: value if setting == "dwell_time" else int(value)}))
        with pytest.raises(LimitExceeded) as refusal:
            there.start(action)
        assert refusal.value.axis == setting
    assert there.microscope.state().dose == dose


def test_a_detector_that_is_not_there_is_refused(there: Any):
    """Pins a frame of another detector than the one asked for."""
    with pytest.raises(Unsupported):
        there.start(there.look(scan=there.scan.replace(detector="no such detector")))


def test_an_unknown_operation_is_an_error_not_a_hang(there: Any):
    """Pins a wait that never ends for an id that was never started."""
    with pytest.raises(SemError):
        there.microscope.wait("never", 0.1)
