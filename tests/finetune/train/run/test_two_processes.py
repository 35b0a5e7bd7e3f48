"""Two processes learn what one learns."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.finetune.train.run.base_model import BaseModel
from fractoscope.finetune.train.run.fine_tune import learn
from fractoscope.finetune.train.run.quiet_libraries import quiet_libraries

# torchrun and not `accelerate launch --cpu --num_processes 2`: that starts one process and says nothing.
PROGRAM = """
import sys
from pathlib import Path
import torch
from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.finetune.train.run.base_model import BaseModel
from fractoscope.finetune.train.run.fine_tune import learn
torch.set_num_threads(1)
recipe = Recipe.model_validate_json(Path(sys.argv[1]).read_text("utf-8"))
data, base, out = (Path(name) for name in sys.argv[2:5])
learn(recipe, DatasetVersion.opened(data), BaseModel.found(recipe, base), out, lambda done, total, note: None)
"""


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_two_processes_follow_the_curve_of_one(recipe: Recipe, dataset: DatasetVersion, base: BaseModel, tmp_path: Path):
    """Pins a loss that each process normalises for itself: rows of more weight, and longer answers, would count by where they fell."""
    schedule = recipe.schedule.replace(steps=5, evaluations=1)
    one = recipe.replace(schedule=schedule.replace(micro_batch=4))
    two = recipe.replace(schedule=schedule.replace(micro_batch=2), place=recipe.place.replace(processes=2))
    accumulated = recipe.replace(schedule=schedule.replace(micro_batch=2, accumulation=2))
    for name, chosen in (("one", one), ("accumulated", accumulated)):
        with quiet_libraries():
            learn(chosen, dataset, base, tmp_path / name, lambda done, total, note: None)
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "two.json").write_text(two.model_dump_json(), encoding="utf-8")
    arguments = [tmp_path / "program.py", tmp_path / "two.json", dataset.folder, base.folder, tmp_path / "two"]
    subprocess.run(
        [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", *map(str, arguments)],
        check=True,
        capture_output=True,
        timeout=500,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    curves = {name: losses(tmp_path / name) for name in ("one", "accumulated", "two")}
    assert len(curves["one"]) == 5 and curves["one"][0] != curves["one"][-1]
    assert curves["accumulated"] == pytest.approx(curves["one"], rel=1e-4)
    assert curves["two"] == pytest.approx(curves["one"], rel=1e-4)


def losses(folder: Path) -> list[float]:
    lines = (folder / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
    return [entry["loss"] for entry in map(json.loads, lines) if "loss" in entry]
