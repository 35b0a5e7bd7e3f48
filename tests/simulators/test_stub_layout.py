"""Pictures laid out on a stub."""

from hypothesis import given
from hypothesis import strategies as st

from fractoscope.simulators.stub_layout import GAP, lay_out

sizes = st.lists(st.tuples(st.floats(1e-6, 5e-3), st.floats(1e-6, 5e-3)), max_size=12)


@given(sizes)
def test_no_two_touch_and_all_lie_on_the_stub(given_sizes: list[tuple[float, float]]):
    """Pins pictures that overlap, hang over the edge, or come closer than the gap."""
    placed = [(centre, size) for centre, size in zip(lay_out(given_sizes, 90e-3), given_sizes, strict=True) if centre is not None]
    assert len(placed) == len(given_sizes)
    for index, ((x, y), (width, height)) in enumerate(placed):
        assert abs(x) + width / 2 <= 45e-3
        assert abs(y) + height / 2 <= 45e-3
        for (other_x, other_y), (other_width, other_height) in placed[:index]:
            across = abs(x - other_x) - (width + other_width) / 2
            down = abs(y - other_y) - (height + other_height) / 2
            assert max(across, down) > 0.99 * GAP


def test_what_finds_no_room_is_left_out_and_the_rest_is_not():
    """Pins one oversized picture that pushes the others off the stub."""
    centres = lay_out([(1e-3, 1e-3), (200e-3, 1e-3), (1e-3, 200e-3), (1e-3, 1e-3)], 90e-3)
    assert [centre is None for centre in centres] == [False, True, True, False]
