"""The same work in Ray Data."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from fractoscope.agent.command_line.main import main
from fractoscope.finetune.curate.run.task_runner import InProcessTasks, in_order
from fractoscope.finetune.mine.run import MiningSettings, mine
from fractoscope.finetune.ray_data import ray_tasks
from fractoscope.finetune.ray_data.ray_tasks import RayTasks
from fractoscope.finetune.ray_data.task_articles import TaskArticles
from fractoscope.finetune.synthetic_literature import synthesise
from fractoscope.instruments.errors import BadFile


def double(number: int) -> int:
    """Return twice a number, and refuse 13."""
    if number == 13:
        raise BadFile(path="thirteen", reason="unlucky", remedy="give another")
    return 2 * number


def test_without_ray_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins a traceback, or a silent fall-back to one process, where the extra is not installed."""
    monkeypatch.setattr(ray_tasks, "find_spec", lambda name: None)
    (tmp_path / "articles").mkdir()
    assert main(["dataset", "mine", str(tmp_path / "articles"), "--out", str(tmp_path / "mined"), "--tagger", "none", "--ray"]) == 2
    assert "install fractoscope[ray], or leave out --ray" in capsys.readouterr().err


class Backwards:
    """Finishes the last task first."""

    def run(self, work: Any, tasks: Any) -> Any:
        """Yield each task with its result."""
        for task in reversed(tasks):
            yield task, work(task)


@pytest.mark.parametrize("runner", [InProcessTasks(), Backwards()])
def test_results_come_in_the_order_of_tasks(runner: Any):
    """Pins requests written in the order in which processes finished: the same run would then give other files, and pay again."""
    assert list(in_order(runner, double, range(7))) == [0, 2, 4, 6, 8, 10, 12]


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed (extra `ray`)")
@pytest.mark.filterwarnings("ignore")
def test_ray_mines_what_a_process_mines_and_raises_what_it_raises(tmp_path: Path):
    """Pins a record that changes on its way through Ray, and an error whose way out is lost there."""
    corpus = tmp_path / "literature"
    synthesise(corpus, articles=2, micrographs=4)
    settings = MiningSettings(ocr=False)
    import ray

    ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    try:
        runner = RayTasks(1)
        found = mine([corpus], tmp_path / "ray", settings, runner=TaskArticles(runner, settings, tmp_path / "ray"))
        with pytest.raises(BadFile, match="unlucky"):
            list(runner.run(double, [13]))
    finally:
        ray.shutdown()
    expected = mine([corpus], tmp_path / "here", settings)
    assert {**found, "seconds": 0} == {**expected, "seconds": 0}
    for path in sorted((tmp_path / "here").glob("*.jsonl")):
        assert (tmp_path / "ray" / path.name).read_bytes() == path.read_bytes()
    names = [sorted(path.name for path in (tmp_path / way / "images").rglob("*.png")) for way in ("ray", "here")]
    assert names[0] == names[1]
