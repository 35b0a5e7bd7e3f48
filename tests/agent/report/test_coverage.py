"""How much was seen."""

from dataclasses import replace

import pytest

from fractoscope.agent.mission import Area, Rectangle
from fractoscope.agent.report.coverage import imaged_share
from fractoscope.agent.report.frame_sheet import FrameSheet
from fractoscope.instruments.values import FieldOfView


def test_overlapping_frames_count_once_and_what_lies_outside_not_at_all(sheets: tuple[FrameSheet, ...]) -> None:
    """A survey that claims 120 % of the specimen, or counts the stub beside it."""
    area = Area(outline=(Rectangle(x_min_m=0, y_min_m=0, x_max_m=1e-2, y_max_m=1e-2),))
    sheet = replace(sheets[0], aspect=1.0)
    left = replace(sheet, field=FieldOfView(x=0, y=5e-3, width=1e-2))
    far = replace(sheet, field=FieldOfView(x=5e-2, y=5e-3, width=1e-2))
    assert imaged_share(area, [left]) == pytest.approx(0.5, abs=0.01)
    assert imaged_share(area, [left, left, far]) == imaged_share(area, [left])
    assert imaged_share(area, []) == 0.0
