"""Recorded sessions; the ordinary one is made once, since rendering is what takes time."""

from pathlib import Path
from shutil import copytree

import pytest

from fractoscope.agent.report.frame_sheet import FrameSheet
from fractoscope.agent.report.report_content import report_content
from fractoscope.agent.report.session_record import read_record

from .recorded_session import record_session


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session that ended: no test writes more to it than its report."""
    return record_session(tmp_path_factory.mktemp("recorded") / "session")


@pytest.fixture
def session(recorded: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may damage."""
    return Path(copytree(recorded, tmp_path / "session"))


@pytest.fixture(scope="session")
def sheets(recorded: Path) -> tuple[FrameSheet, ...]:
    """Its frames as the report tells of them."""
    return report_content(read_record(recorded)).frames
