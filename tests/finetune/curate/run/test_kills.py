"""Runs in two processes that are killed, and gone on with in one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fractoscope.finetune.curate.publish.verify_version import verify_version
from fractoscope.finetune.curate.publish.version_folder import VersionFolder
from fractoscope.finetune.curate.run.curation_run import curate
from fractoscope.finetune.curate.run.curation_settings import CurationSettings
from fractoscope.finetune.curate.splits.split_plan import SplitPlan

SETTINGS = CurationSettings(splits=SplitPlan(benchmark=3, calibration=2, validation=2), embedding=False)
RUN = """
import os, signal, sys
from pathlib import Path
from fractoscope.finetune.curate.run.curation_run import curate
from fractoscope.finetune.curate.run.curation_settings import CurationSettings

def killed(done, total, note):
    if note == sys.argv[4]:
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    mined, annotations, out = map(Path, sys.argv[1:4])
    settings = CurationSettings.model_validate_json(sys.argv[5])
    curate([mined], [annotations], out, settings, workers=2, progress=killed)
"""


@pytest.mark.parametrize("step", ["shards of pictures", "held-out pictures audited"])
def test_a_killed_run_goes_on_to_the_same_version(drawn: tuple[Path, Path], version: Path, tmp_path: Path, step: str):
    """Pins a version that is half there after `kill -9`, a lock or a partial folder in its way, and fingerprints made twice."""
    out = tmp_path / "datasets"
    (tmp_path / "run.py").write_text(RUN, "utf-8")
    command = [sys.executable, "run.py", *map(str, (*drawn, out)), step, SETTINGS.model_dump_json()]
    assert subprocess.run(command, check=False, timeout=240, cwd=tmp_path, env={**os.environ, "OMP_NUM_THREADS": "1"}).returncode == -9
    assert not list(out.glob("fractographs-*"))
    steps: list[str] = []
    curate([drawn[0]], [drawn[1]], out, SETTINGS, progress=lambda done, total, note: steps.append(note))
    assert "shards of pictures" not in steps
    made = out / "fractographs-1"
    assert verify_version(made)["intact"]
    assert VersionFolder(made).rows() == VersionFolder(version).rows()
    assert not list((out / "work").glob("*.partial"))
