"""A run of the whole road."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.finetune.pipeline.plan.pipeline_plan import PipelinePlan
from fractoscope.finetune.pipeline.run.stage_log import StageLog
from fractoscope.finetune.pipeline.run.stages import Means, Stages
from fractoscope.instruments.errors import BadFile, Busy

PLAN, RESULT, LOCK = "plan.json", "result.json", "run.lock"

Progress = Callable[[str, int, int, str], None]
"""Told of each step: stage, how many are done, of how many, and a note."""


def run_pipeline(
    plan: PipelinePlan,
    folder: Path,
    means: Means,
    *,
    progress: Progress = lambda stage, done, total, note: None,
) -> dict[str, Any]:
    """Go the whole road, or go on where a run was cut off: at a stage, and within it.

    Parameters
    ----------
    plan
        What to do; a folder holds one run of one plan.
    folder
        Gets a folder a stage, `stages.json` and `result.json`; made if it does not exist.
    means
        What to work with; another number of processes, or another runner, gives the same result.
    progress
        Told of the steps.

    Returns
    -------
    dict
        As in `result.json`: `stages`, by name `seconds` (over all attempts), `starts` and `facts`; `seconds`, their sum; `cores`;
        `adapter_beats_base`, True if the 95 % interval of the paired difference in micro F1 lies above zero, None where nothing was
        compared.

    Raises
    ------
    BadFile
        If an input cannot be used, or the folder holds a run of another plan; see the stages.
    Busy
        If another process is at work in the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Busy(operation=f"another run of the pipeline into {folder}") from None
    try:
        _check_plan(folder, plan)
        log, stages = StageLog(folder), Stages(plan, folder, means)
        for stage in plan.stages:
            if log.facts(stage) is not None:
                progress(stage, 1, 1, "done before")
                continue
            with log.timed(stage) as note:

                def told(done: int, total: int, text: str, name: str = stage, note: Callable[[], None] = note) -> None:
                    note()
                    progress(name, done, total, text)

                facts = getattr(stages, stage)(told)
            log.finish(stage, facts)
        return _publish(folder, log)
    finally:
        lock.release()


def _check_plan(folder: Path, plan: PipelinePlan) -> None:
    """Refuse to mix the stages of two plans in one folder."""
    path = folder / PLAN
    now = plan.model_dump(mode="json")
    if not path.is_file():
        write_whole(path, json.dumps(now, indent=1).encode())
        return
    try:
        before = json.loads(path.read_bytes())
    except ValueError as error:
        raise BadFile(path=str(path), reason="the plan of the run is unreadable", remedy="name another folder with --out") from error
    differing = [name for name, value in now.items() if not isinstance(before, dict) or before.get(name) != value]
    if differing:
        reason = f"it holds a run of another plan (other tables: {', '.join(differing)})"
        raise BadFile(path=str(folder), reason=reason, remedy="name another folder with --out")


def _publish(folder: Path, log: StageLog) -> dict[str, Any]:
    difference = log.stages["evaluate"]["facts"]["difference"] if "evaluate" in log.stages else None
    result = {
        "stages": {name: {key: entry[key] for key in ("seconds", "starts", "facts")} for name, entry in log.stages.items()},
        "seconds": sum(float(entry["seconds"]) for entry in log.stages.values()),
        "cores": os.cpu_count(),
        "adapter_beats_base": None if difference is None else bool(difference["excludes_zero"] and difference["value"] > 0),
    }
    write_whole(folder / RESULT, json.dumps(result, indent=1).encode())
    return result
