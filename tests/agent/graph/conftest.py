"""A session's graph, ready to run."""

from pathlib import Path

import pytest

from tests.agent.graph.rig import Rig


@pytest.fixture
def rig(tmp_path: Path):
    rig = Rig(tmp_path)
    yield rig
    rig.adapter.gate.set()
    rig.sem.close()
