"""Series of one place."""

from dataclasses import replace

from fractoscope.agent.report.frame_sheet import FrameSheet
from fractoscope.agent.report.thumbnails import Thumbnail
from fractoscope.agent.report.zone_section import nested
from fractoscope.instruments.values import FieldOfView


def _sheet(base: FrameSheet, number: int, x: float, width: float) -> FrameSheet:
    field = FieldOfView(x=x, y=0.0, width=width)
    return replace(base, number=number, frame_id=f"f{number}", field=field, aspect=0.75, picture=Thumbnail("data:", 4, 3))


def test_a_series_magnifies_one_place(sheets: tuple[FrameSheet, ...]):
    """Pins low, middle and high magnification of three different places shown as one."""
    base = sheets[0]
    wide, near, far, fine = (_sheet(base, *row) for row in ((1, 0.0, 1e-3), (2, 1e-4, 2e-4), (3, 4e-4, 2e-4), (4, 1.2e-4, 4e-5)))
    assert [sheet.number for sheet in nested([fine], [wide, near, far, fine], set())] == [1, 2, 4]


def test_no_series_is_made_up(sheets: tuple[FrameSheet, ...]):
    """Pins a third frame taken from elsewhere."""
    base = sheets[0]
    wide, far, fine = (_sheet(base, *row) for row in ((1, 0.0, 1e-3), (3, 4e-4, 2e-4), (4, 1.2e-4, 4e-5)))
    assert nested([fine], [wide, far, fine], set()) == ()
