"""Values are immutable, refuse what they do not know, and keep image and stage geometry apart."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from fractoscope.instruments.errors import LimitExceeded
from fractoscope.instruments.values import (
    AcquireFrame,
    Action,
    AxisRange,
    BeamSettings,
    FieldOfView,
    FrameMetadata,
    MoveStage,
    ScanSettings,
    StagePosition,
    Ticket,
)

METRES = st.floats(min_value=-0.1, max_value=0.1, allow_nan=False)
WIDTHS = st.floats(min_value=1e-6, max_value=25e-3)


def test_a_misspelt_field_is_refused():
    """A misspelt key that vanishes without a word becomes a move to a default position."""
    with pytest.raises(ValidationError, match="tlit"):
        StagePosition.model_validate({"x": 0.0, "y": 0.0, "tlit": 0.1})


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_position_that_is_not_a_number_is_refused(value: float):
    """A NaN passes every comparison with a limit."""
    with pytest.raises(ValidationError):
        StagePosition(x=value, y=0.0)


def test_replace_validates_the_changed_copy():
    """Pydantic's own copy does not validate, so a wrong value would travel on unseen."""
    with pytest.raises(ValidationError):
        BeamSettings().replace(voltage=-1.0)


@given(x=METRES, y=METRES, width=WIDTHS)
def test_the_nine_tiles_cover_the_frame_and_no_more(x: float, y: float, width: float):
    """A sign error in y puts the top tiles at the bottom of the specimen."""
    field = FieldOfView(x=x, y=y, width=width)
    tiles = [field.tile(column, row) for row in range(3) for column in range(3)]
    assert sum(tile.width for tile in tiles) / 9 == pytest.approx(width / 3)
    assert sum(tile.x for tile in tiles) / 9 == pytest.approx(x, abs=1e-12)
    assert sum(tile.y for tile in tiles) / 9 == pytest.approx(y, abs=1e-12)
    assert tiles[0].y > tiles[8].y
    assert tiles[0].x < tiles[8].x


@given(low=METRES, span=st.floats(min_value=0, max_value=0.1), value=st.floats(allow_nan=True, allow_infinity=True))
def test_a_range_accepts_exactly_what_lies_inside(low: float, span: float, value: float):
    """NaN compares false with both bounds and must not slip through."""
    limits = AxisRange(low=low, high=low + span, unit="m")
    if low <= value <= low + span:
        limits.check("x", value)
    else:
        with pytest.raises(LimitExceeded) as caught:
            limits.check("x", value)
        assert (caught.value.axis, caught.value.low, caught.value.high) == ("x", low, low + span)


def test_bounds_in_the_wrong_order_are_refused():
    """Swapped bounds would refuse everything, at the worst moment."""
    with pytest.raises(ValidationError, match="above"):
        AxisRange(low=1.0, high=0.0, unit="m")


@given(x=METRES, y=METRES, width=WIDTHS)
def test_an_action_survives_json_as_its_own_kind(x: float, y: float, width: float):
    """The ledger hashes this JSON: a lossy round trip makes a repeated action look new."""
    adapter: TypeAdapter[Action] = TypeAdapter(Action)
    for action in (MoveStage(target=StagePosition(x=x, y=y)), AcquireFrame(field_width=width, scan=ScanSettings(columns=640))):
        assert adapter.validate_json(adapter.dump_json(action)) == action


@pytest.mark.parametrize("action_id", ["", "a b", "../x", "a" * 129, "a\nb"])
def test_an_action_id_is_safe_as_a_file_name(action_id: str):
    """The id becomes the name of a spooled frame."""
    with pytest.raises(ValidationError):
        Ticket(action_id=action_id, fence=1)


def test_a_frame_lies_where_the_shifted_beam_fell():
    """Pins a map on which a frame lies beside what it shows."""
    beam = BeamSettings(beam_shift_x=10e-6, beam_shift_y=-5e-6)
    frame = FrameMetadata(frame_id="f", position=StagePosition(x=1e-3, y=2e-3), field_width=1e-4, beam=beam, simulated=True)
    assert frame.field_of_view == FieldOfView(x=1e-3 + 10e-6, y=2e-3 - 5e-6, width=1e-4)
