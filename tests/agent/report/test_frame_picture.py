"""Reading many frames."""

from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from fractoscope.agent.report import frame_picture
from fractoscope.agent.report.frame_picture import FramePicture, PictureOrder, frame_pictures
from fractoscope.agent.report.thumbnails import MissingPicture, Thumbnail


def _orders(folder: Path) -> list[PictureOrder]:
    return [*(PictureOrder(f"frames/{path.name}", 3, 3, (0, 4)) for path in sorted((folder / "frames").glob("*.tif"))), PictureOrder("no")]


def test_processes_read_what_one_process_reads(recorded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pins frames that change places, or a missing one that ends the reading, once processes share the work."""
    orders = _orders(recorded)
    alone = list(frame_pictures(recorded, orders, 64))
    monkeypatch.setattr(frame_picture, "MANY", 1)
    monkeypatch.setattr(frame_picture, "cpu_count", lambda: 2)
    assert list(frame_pictures(recorded, orders, 64)) == alone
    assert all(isinstance(item.picture, Thumbnail) for item in alone[:-1])
    assert isinstance(alone[-1].picture, MissingPicture)


def test_a_killed_process_does_not_cost_the_report(recorded: Path) -> None:
    """Pins a report lost because the machine ran out of memory half-way."""
    orders, missing = _orders(recorded), FramePicture(MissingPicture("in the pool"))

    class Pool:
        def shutdown(self, **_: object) -> None:
            pass

    def results():
        yield missing
        raise BrokenProcessPool

    found = list(frame_picture._collected(Pool(), results(), orders, lambda order: FramePicture(MissingPicture(order.file))))
    assert [item.picture.reason for item in found] == ["in the pool", *(order.file for order in orders[1:])]
