"""The whole road, killed at every stage."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fractoscope.finetune.train.recipes.load_recipe import FOLDER

PLAN = """
[literature]
seed = 5
articles = 30
micrographs = 120
[mine]
tagger = "none"
[annotate]
edge = 128
shard_requests = 8
poll = 0.2
pause = 0.2
[annotate.teacher.noise]
miss = 0.1
[annotate.teacher.mishaps]
server_fault = 0.05
expired_batches = 1
[curate]
embedding = false
[curate.splits]
benchmark = 0.25
calibration = 0.1
validation = 0.15
[train]
recipe = "recipe.toml"
"""
SHORT = {"steps = 120": "steps = 6", "micro_batch = 16": "micro_batch = 2", "evaluations = 8": "evaluations = 3"}


@pytest.mark.nightly
@pytest.mark.timeout(1500)
def test_kill_9_at_every_stage_and_the_same_command_goes_on(tmp_path: Path):
    """Pins a stage that starts over, is skipped though it was not finished, or pays a request again after a kill."""
    recipe = (FOLDER / "embedded.toml").read_text("utf-8")
    for long, short in SHORT.items():
        assert long in recipe
        recipe = recipe.replace(long, short)
    (tmp_path / "recipe.toml").write_text(recipe, "utf-8")
    (tmp_path / "plan.toml").write_text(PLAN, "utf-8")
    out = tmp_path / "out"
    program = "import sys; from fractoscope.agent.command_line.main import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "pipeline", "run", str(tmp_path / "plan.toml"), "--out", str(out)]
    killed = []
    for stage in ("literature", "mine", "annotate", "curate", "train", "evaluate"):
        process = subprocess.Popen(command)
        while process.poll() is None and not started(out, stage):
            time.sleep(0.2)
        assert process.poll() is None, f"it ended before {stage}"
        time.sleep(2 if stage != "evaluate" else 0.5)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        if not json.loads((out / "stages.json").read_bytes())[stage]["done"]:
            killed.append(stage)
    ended = subprocess.run([*command, "--json"], capture_output=True, check=False)
    # Six steps of two pictures need not beat the base: that is for the rehearsal as it ships.
    assert ended.returncode in {0, 5}, ended.stderr.decode()
    result = json.loads(ended.stdout)
    assert {name: entry["starts"] for name, entry in result["stages"].items() if name in killed} == dict.fromkeys(killed, 2)
    assert result["stages"]["annotate"]["facts"]["paid_twice"] == 0
    assert result["stages"]["curate"]["facts"]["leaks"] == 0
    assert {"mine", "train"} <= set(killed)


def started(out: Path, stage: str) -> bool:
    """Return True once a stage has begun."""
    path = out / "stages.json"
    return path.is_file() and stage in json.loads(path.read_bytes())
