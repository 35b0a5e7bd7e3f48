"""Tasks in several processes."""

import os
import subprocess
import sys
from pathlib import Path

WORK = """
import os, signal
from pathlib import Path

def work(name):
    if name == "dies" and not Path("marker").exists():
        Path("marker").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{name} {os.getpid()}"
"""
RUN = """
import os
from fractoscope.finetune.curate.run.task_runner import PoolTasks
from work import work

if __name__ == "__main__":
    for task, result in PoolTasks(2).run(work, ["a", "dies", "b", "c", "d"]):
        name, number = result.split()
        assert int(number) != os.getpid()
        print(task, name, flush=True)
"""


def test_a_process_that_is_killed_costs_no_task(tmp_path: Path):
    """Pins a run lost, or a result lost or doubled, because one of two processes was killed for memory."""
    (tmp_path / "work.py").write_text(WORK, "utf-8")
    (tmp_path / "run.py").write_text(RUN, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "run.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True, timeout=240
    )
    assert sorted(done.stdout.splitlines()) == ["a a", "b b", "c c", "d d", "dies dies"]
    assert (tmp_path / "marker").exists()
