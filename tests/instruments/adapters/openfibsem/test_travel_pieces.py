"""Long moves as rows of short ones."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from fractoscope.instruments.adapters.openfibsem.travel_pieces import PIECE_TIME, travel_pieces
from fractoscope.instruments.values import AxisRange, StagePosition

AXES = {
    "x": AxisRange(low=-0.1, high=0.1, unit="m", speed=2e-3),
    "y": AxisRange(low=-0.1, high=0.1, unit="m", speed=1e-3),
    "tilt": AxisRange(low=-0.5, high=1.5, unit="rad", speed=0.1),
}
metres = st.floats(-0.1, 0.1)
positions = st.builds(StagePosition, x=metres, y=metres, z=metres, tilt=st.floats(-0.5, 1.5))


@given(positions, positions)
def test_no_piece_takes_longer_than_a_halt_may(start: StagePosition, target: StagePosition):
    """Pins a move that cannot be stopped half-way, and a row of pieces that ends beside its target."""
    places = [start, *travel_pieces(start, target, AXES)]
    assert places[-1] == target
    for one, other in itertools.pairwise(places):
        for name, axis in AXES.items():
            assert abs(getattr(other, name) - getattr(one, name)) <= axis.speed * PIECE_TIME * (1 + 1e-6)


@given(positions, positions)
def test_every_piece_lies_between_the_ends(start: StagePosition, target: StagePosition):
    """Pins a way that leaves the limits although both of its ends lie within them."""
    for place in travel_pieces(start, target, AXES):
        for name in AXES:
            low, high = sorted((getattr(start, name), getattr(target, name)))
            assert low - 1e-12 <= getattr(place, name) <= high + 1e-12


def test_a_short_way_is_one_piece():
    """Pins a stage that stops and starts where it need not."""
    target = StagePosition(x=1e-3, y=0.0)
    assert travel_pieces(StagePosition(x=0.0, y=0.0), target, AXES) == [target]
