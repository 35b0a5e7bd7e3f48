"""Where work is done: in this process, in several, or in Ray Data."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fractoscope.finetune.curate.run.task_runner import TaskRunner


def task_runner(workers: int, *, ray: bool) -> "TaskRunner":
    """Return what does independent tasks.

    Raises
    ------
    BadFile
        If Ray is asked for and is not installed.
    """
    if ray:
        from fractoscope.finetune.ray_data.ray_tasks import RayTasks

        return RayTasks(workers)
    from fractoscope.finetune.curate.run.task_runner import InProcessTasks, PoolTasks

    return PoolTasks(workers) if workers > 1 else InProcessTasks()


def article_runner(workers: int) -> Callable[..., Any]:
    """Return what makes a runner of articles in Ray Data, for settings, folder and factory of the tagger.

    Raises
    ------
    BadFile
        If Ray is not installed.
    """
    from fractoscope.finetune.ray_data.ray_tasks import RayTasks
    from fractoscope.finetune.ray_data.task_articles import TaskArticles

    runner = RayTasks(workers)
    return lambda settings, folder, make_tagger: TaskArticles(runner, settings, folder, make_tagger)
