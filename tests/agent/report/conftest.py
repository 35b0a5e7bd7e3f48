"""Recorded sessions; the ordinary one is made once, since rendering is what takes time."""

import sys
from pathlib import Path
from shutil import copytree

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from recorded_session import record_session  # noqa: E402


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session that ended: never written to by a test."""
    return record_session(tmp_path_factory.mktemp("recorded") / "session")


@pytest.fixture
def session(recorded: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may damage."""
    return Path(copytree(recorded, tmp_path / "session"))
