"""What the tests of bad input share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    """Serve a scripted microscope, and end it whatever happened."""
    desk = Desk(tmp_path, monkeypatch, capsys)
    yield desk
    desk.close()
