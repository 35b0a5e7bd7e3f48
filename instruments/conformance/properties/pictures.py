"""Where things lie on the frames: directions and scale. Needs detail under the beam that stands above the noise."""

from math import copysign

import numpy as np
import pytest

from fractoscope.instruments.conformance.bench import Bench
from fractoscope.instruments.conformance.neighbourhood import Axis
from fractoscope.instruments.conformance.picture_match import halved, match, middle
from fractoscope.instruments.conformance.scans import clear_scan
from fractoscope.instruments.values import Frame, StagePosition

RECOGNISED = 0.5
"""Correlation from which two pictures count as showing the same; different places of a surface stay far below."""

SHARE = 0.25
"""Share of the field by which the stage moves between two pictures, unless the reach is shorter."""


@pytest.mark.parametrize(("axis", "sign"), [("x", -1), ("y", +1)], ids=["x", "y"])
def test_a_move_shifts_the_picture_the_right_way(there: Bench, axis: Axis, sign: int) -> None:
    """Pins a mirrored axis or a wrong scale: the agent would walk away from what it wants to see.

    The stage's x runs to the right and its y upwards as seen on the picture, so a centre further right shows everything further left,
    and a centre further up shows everything further down.
    """
    first = _recognisable(there)
    there.move(_aside(there, axis))
    second = there.frame(scan=clear_scan(there.capabilities))
    pixels = _between(first, second, axis) / _pixel_size(first)
    assert abs(pixels) >= 1, f"the frames are stamped as {pixels:.2g} pixels apart along {axis}"
    found = {s: match(first.pixels, second.pixels, **{"columns" if axis == "x" else "rows": s * pixels}) for s in (+1, -1)}
    mirrored = found[-sign] >= RECOGNISED and found[-sign] > found[sign]
    assert not mirrored, f"the picture moves the wrong way along {axis} (correlation {found[-sign]:.2f}, the right way {found[sign]:.2f})"
    assert found[sign] >= RECOGNISED, f"the picture does not move by {abs(pixels):.0f} pixels along {axis} (correlation {found[sign]:.2f})"


def test_the_first_frame_after_a_move_is_no_older_one(there: Bench) -> None:
    """Pins a vendor's buffer that is read before the new frame is in it: the picture of the place before, under the stamp of this one."""
    _recognisable(there)
    there.move(_aside(there, "x"))
    first, second = (there.frame(scan=clear_scan(there.capabilities)) for _ in range(2))
    found = match(first.pixels, second.pixels)
    assert found >= RECOGNISED, f"the first frame after a move shows something else than the second (correlation {found:.2f})"


def test_a_wider_field_shows_more(there: Bench) -> None:
    """Pins a field width that changes the stamp and not the picture, or the picture by another factor."""
    narrow = _recognisable(there)
    wide = there.frame(field_width=2 * there.place.field_width, scan=clear_scan(there.capabilities))
    assert not np.array_equal(narrow.pixels, wide.pixels), "the picture is the same at twice the field width"
    assert wide.metadata.field_width == pytest.approx(2 * there.place.field_width, rel=0.01)
    shrunk = halved(narrow.pixels)
    found = match(shrunk, middle(wide.pixels, (shrunk.shape[0], shrunk.shape[1])))
    assert found >= RECOGNISED, f"the middle of the wide picture does not show the narrow one (correlation {found:.2f})"


def _recognisable(bench: Bench) -> Frame:
    """Return a frame in which there is detail to recognise, or report that nothing can be shown here."""
    first, again = bench.frame(scan=clear_scan(bench.capabilities)), bench.frame(scan=clear_scan(bench.capabilities))
    same = match(first.pixels, again.pixels)
    if same < RECOGNISED:
        pytest.skip(f"two frames of one place hardly resemble each other (correlation {same:.2f}): put detail under the beam and focus")
    return first


def _aside(bench: Bench, axis: Axis) -> StagePosition:
    """Return a position beside home, towards the end that is farther, a part of the picture's height away."""
    home = getattr(bench.home, axis)
    end = max((getattr(end, axis) for end in bench.ends(axis)), key=lambda value: abs(value - home))
    step = min(SHARE * bench.place.field_width * bench.scan.rows / bench.scan.columns, abs(end - home))
    return bench.home.replace(**{axis: home + copysign(step, end - home)})


def _between(first: Frame, second: Frame, axis: Axis) -> float:
    assert first.metadata.position is not None
    assert second.metadata.position is not None
    return float(getattr(second.metadata.position, axis) - getattr(first.metadata.position, axis))


def _pixel_size(frame: Frame) -> float:
    size = frame.pixel_size
    assert size is not None, "the frame has no scale"
    return size
