"""Frames: what was asked for, stamped with what was read back."""

import numpy as np
import pytest

from fractoscope.instruments.conformance.bench import Bench
from fractoscope.instruments.errors import StaleFrame
from fractoscope.instruments.values import Frame, FrameMetadata, MoveStage

GOLDEN = 0.618

DOSE_SLACK = 0.3
"""Share by which a frame's charge may differ from current × dwell time × pixels: a beam that stays on during flyback adds some."""


@pytest.mark.parametrize("bits", [8, 16])
def test_a_frame_has_the_shape_and_depth_asked_for(there: Bench, bits: int) -> None:
    """Pins a line too many or too few, rows and columns mixed up, and data of another depth than the frame's."""
    if bits not in there.capabilities.bits:
        pytest.skip(f"the microscope does not offer {bits} bits")
    frame = there.frame(scan=there.scan.replace(bits=bits))
    shape, asked = frame.pixels.shape, (there.scan.rows, there.scan.columns)
    assert shape == asked, f"the frame has the shape {shape}, where {asked} was asked for (rows, columns)"
    assert frame.pixels.dtype == (np.uint8 if bits == 8 else np.uint16), f"the pixels are {frame.pixels.dtype}"
    assert frame.metadata.scan is not None
    assert (frame.metadata.scan.columns, frame.metadata.scan.rows, frame.metadata.scan.bits) == (there.scan.columns, there.scan.rows, bits)


def test_a_frame_is_not_blank(there: Bench) -> None:
    """Pins a frame of zeros, as a blanked beam, a detector that is off or an incomplete grab gives it."""
    pixels = there.frame().pixels
    assert pixels.min() < pixels.max(), f"every pixel is {pixels.flat[0]}"
    last = pixels[-there.scan.rows // 8 :]
    assert last.min() < last.max(), "the last lines are blank: the frame was handed over before the scan was complete"


def test_a_16_bit_frame_holds_more_than_8_bits(there: Bench) -> None:
    """Pins 8-bit data in a 16-bit array: a frame that looks black and measures wrong."""
    if 16 not in there.capabilities.bits:
        pytest.skip("the microscope does not offer 16 bits")
    brightest = int(there.frame(scan=there.scan.replace(bits=16)).pixels.max())
    assert brightest > 255, f"the brightest of {there.scan.pixels} pixels is {brightest} of 65535"


def test_a_frame_is_stamped_with_what_was_read_back(there: Bench) -> None:
    """Pins a wrong scale, position or stamp: a frame that looks right and measures wrong."""
    operation = there.done(there.look())
    metadata, state = there.microscope.frame(operation.action_id).metadata, there.microscope.state()
    assert metadata.frame_id == operation.action_id
    assert metadata.field_width == pytest.approx(there.place.field_width, rel=0.01)
    stands = there.subject.second_look.position()
    assert metadata.position == stands, f"stamped {metadata.position!r}, the stage stands at {stands!r}"
    assert state.field_width == metadata.field_width, f"stamped {metadata.field_width} m, the state says {state.field_width} m"
    assert metadata.instrument.strip(), "the frame does not say what took it"
    assert FrameMetadata.model_validate(operation.outcome) == metadata
    assert metadata.scan is not None
    assert metadata.scan.dwell_time == pytest.approx(there.scan.dwell_time, rel=0.05)
    assert metadata.scan.detector == there.scan.detector


def test_a_frame_says_whether_it_is_simulated(there: Bench) -> None:
    """Pins a simulated picture that passes for data, and a real one that is thrown away."""
    stamped, described = there.frame().metadata.simulated, there.capabilities.simulated
    assert stamped == described, f"the frame is stamped simulated = {stamped}, the microscope describes itself as {described}"


def test_a_frame_carries_the_beam_that_made_it(there: Bench) -> None:
    """Pins settings taken from a request or a default, and not from the column."""
    made, column = there.frame().metadata.beam, there.subject.second_look.beam()
    if "set_beam" not in there.capabilities.abilities:
        pytest.skip("the microscope's column cannot be set")
    assert made is not None, "the frame does not say with which beam it was taken"
    differing = [name for name, value in column if name != "blanked" and getattr(made, name) != value]
    assert not differing, f"{', '.join(differing)} on the frame differ from the column: {made!r}, {column!r}"


def test_a_frame_knows_when_it_was_taken(there: Bench) -> None:
    """Pins times without a zone, the time of an earlier frame, and an end before its beginning."""
    first, second = there.frame().metadata, there.frame().metadata
    for metadata in (first, second):
        assert metadata.started is not None
        assert metadata.ended is not None
        assert metadata.started.tzinfo is not None, "the time has no zone"
        assert metadata.started <= metadata.ended
    assert first.ended is not None
    assert second.started is not None
    assert second.started >= first.ended, "the second frame began before the first ended"


def test_the_beam_is_off_after_a_frame(there: Bench) -> None:
    """Pins a beam that stays on the specimen, and a scan that runs on, after the frame was handed over."""
    there.frame()
    state = there.microscope.state()
    assert state.beam.blanked, "the beam is on the specimen after the frame"
    assert not state.scanning, "the beam scans after the frame"
    assert there.subject.second_look.beam().blanked
    assert not there.subject.second_look.scanning()


def test_a_frame_is_the_same_when_fetched_twice(there: Bench) -> None:
    """Pins a fetch that scans or renders again."""
    operation = there.done(there.look())
    first, second = there.microscope.frame(operation.action_id), there.microscope.frame(operation.action_id)
    assert np.array_equal(first.pixels, second.pixels)
    assert first.metadata == second.metadata


def test_a_frame_stays_what_it_was_when_the_next_is_taken(there: Bench) -> None:
    """Pins a buffer that every scan writes into: old frames change under their names."""
    operation = there.done(there.look())
    before = there.microscope.frame(operation.action_id).pixels.copy()
    _, away = there.ends("x")
    there.move(away)
    there.frame(field_width=2 * there.place.field_width)
    unchanged = np.array_equal(there.microscope.frame(operation.action_id).pixels, before)
    assert unchanged, "the frame changed under its name when the next one was taken"


def test_a_ticket_scans_once(there: Bench) -> None:
    """Pins a retry that puts the dose on the specimen twice."""
    action_id = there.new_id("once")
    first = there.done(there.look(), action_id)
    dose, pixels = there.microscope.state().dose, there.microscope.frame(action_id).pixels
    assert there.start(there.look(), action_id) == first
    assert there.microscope.state().dose == dose
    assert np.array_equal(there.microscope.frame(action_id).pixels, pixels)


def test_an_acquisition_is_one_scan(there: Bench) -> None:
    """Pins a scan to warm up, or a second try, that nobody asked for."""
    witness = there.subject.witness
    if witness is None:
        pytest.skip("only a simulator tells what physically happened")
    scans = witness.scans()
    there.frame()
    assert witness.scans() - scans == 1, f"the beam scanned {witness.scans() - scans} times for one frame"


def test_the_dose_is_current_times_dwell_time_times_pixels(there: Bench) -> None:
    """Pins a charge that is not counted, counted twice, or in other units."""
    current = there.subject.second_look.beam().current
    planned = current * there.scan.pixels * there.scan.dwell_time
    before = there.microscope.state().dose
    metadata = there.frame().metadata
    metered = there.microscope.state().dose - before
    assert metered == pytest.approx(planned, rel=1e-6), f"the server counts {metered:.3g} C, where it is {planned:.3g} C"
    assert metadata.started is not None
    assert metadata.ended is not None
    if metadata.started == metadata.ended:
        assert metadata.dose == 0.0, "a frame that took no time says that it put charge on the specimen"
        pytest.skip("the frame took no time, so no beam was on the specimen")
    low, high = planned * (1 - DOSE_SLACK), planned * (1 + DOSE_SLACK)
    assert low <= metadata.dose <= high, f"the frame says {metadata.dose:.3g} C, where current × dwell time × pixels is {planned:.3g} C"


def test_a_frame_shows_the_place_where_the_stage_is_now(there: Bench) -> None:
    """Pins the frame before, handed out again under a new name."""
    low, high = there.ends("x")
    there.move(low)
    first = there.frame()
    if first.pixels.min() == first.pixels.max():
        pytest.skip("there is nothing to see here: put detail under the beam")
    # No simple share of the way, so that a regular pattern does not repeat there.
    there.move(low.replace(x=low.x + GOLDEN * (high.x - low.x)))
    second = there.frame()
    assert not np.array_equal(first.pixels, second.pixels), "the frame did not change when the stage moved"
    assert _x(first) != _x(second)


def test_an_unknown_frame_is_stale(there: Bench) -> None:
    """Pins the last frame handed out for an id that never was."""
    there.frame()
    unknown = there.new_id("never")
    with pytest.raises(StaleFrame) as refusal:
        there.microscope.frame(unknown)
    assert refusal.value.frame_id == unknown


def test_the_id_of_a_move_is_no_frame(there: Bench) -> None:
    """Pins a frame made up for an action that took none."""
    operation = there.done(MoveStage(target=there.home))
    with pytest.raises(StaleFrame):
        there.microscope.frame(operation.action_id)


def _x(frame: Frame) -> float:
    assert frame.metadata.position is not None
    return frame.metadata.position.x
