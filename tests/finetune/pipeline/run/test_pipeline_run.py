"""The order of stages, and what is left of them after a kill."""

import json
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from fractoscope.finetune.pipeline.plan import PipelinePlan
from fractoscope.finetune.pipeline.plan.stage_plans import LiteraturePlan
from fractoscope.finetune.pipeline.run.pipeline_run import LOCK, run_pipeline
from fractoscope.finetune.pipeline.run.stage_log import StageLog
from fractoscope.finetune.pipeline.run.stages import Means, Stages
from fractoscope.instruments.errors import BadFile, Busy

PLAN = PipelinePlan.model_validate({"literature": {"articles": 1}, "annotate": {"teacher": {}}})
DIFFERENCE = {"first": 0.5, "second": 0.6, "value": 0.1, "interval_95": [-0.02, 0.2], "excludes_zero": False}


class Killed(BaseException):
    """As good as a kill: nothing of ours catches it."""


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stages that only say that they were called; here the order is looked at, and `test_whole_road` goes it."""
    made: list[str] = []

    def stage(name: str) -> Any:
        def done(self: Stages, progress: Any) -> dict[str, Any]:
            made.append(name)
            if made.count(name) == 1:
                raise Killed
            progress(1, 1, "")
            return {"difference": DIFFERENCE} if name == "evaluate" else {}

        return done

    for name in PLAN.stages:
        monkeypatch.setattr(Stages, name, stage(name))
    return made


def no_transport(plan: Any, url: str) -> Any:
    """Send nothing."""
    raise AssertionError


def test_a_run_killed_in_every_stage_does_each_again_and_none_that_was_done(calls: list[str], tmp_path: Path):
    """Pins a done stage that runs twice, and one that is passed over though it was not finished."""
    for _ in PLAN.stages:
        with pytest.raises(Killed):
            run_pipeline(PLAN, tmp_path, Means(no_transport))
    result = run_pipeline(PLAN, tmp_path, Means(no_transport))
    assert calls == [name for name in PLAN.stages for _ in range(2)]
    assert {name: entry["starts"] for name, entry in result["stages"].items()} == dict.fromkeys(PLAN.stages, 2)
    assert json.loads((tmp_path / "result.json").read_bytes()) == result
    # An interval that touches zero is no proof, however the mean lies.
    assert result["adapter_beats_base"] is False


def test_a_folder_keeps_to_one_plan_and_one_process(calls: list[str], tmp_path: Path):
    """Pins stages of two plans in one folder, and two processes that write into the same one."""
    with pytest.raises(Killed):
        run_pipeline(PLAN, tmp_path, Means(no_transport))
    other = PLAN.replace(literature=LiteraturePlan(articles=2))
    with pytest.raises(BadFile, match=r"another plan \(other tables: literature\)"):
        run_pipeline(other, tmp_path, Means(no_transport))
    with FileLock(tmp_path / LOCK), pytest.raises(Busy):
        run_pipeline(PLAN, tmp_path, Means(no_transport))


def test_the_time_of_killed_attempts_counts(tmp_path: Path):
    """Pins a stage whose time is that of its last attempt alone."""
    now = [0.0]
    for seconds in (10.0, 5.0):
        log = StageLog(tmp_path, lambda: now[0])
        with log.timed("mine") as note:
            now[0] += seconds
            note()
            # What follows the last note is lost with a kill: the file is read as it stands now.
            text = (tmp_path / "stages.json").read_text("utf-8")
            now[0] += 1.0
        (tmp_path / "stages.json").write_text(text, "utf-8")
    assert StageLog(tmp_path).stages["mine"] == {"done": False, "seconds": 15.0, "starts": 2, "facts": {}}


def test_a_spoiled_log_is_named(tmp_path: Path):
    """Pins a traceback over a file that somebody edited."""
    (tmp_path / "stages.json").write_text("{", "utf-8")
    with pytest.raises(BadFile, match="the log of stages is unreadable"):
        StageLog(tmp_path)
