"""Independent tasks in Ray Data, on this machine or on a cluster."""

import logging
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from typing import Any, TypeVar

from fractoscope.instruments.errors import BadFile

T = TypeVar("T")
R = TypeVar("R")
ADDRESS = "RAY_ADDRESS"
"""Variable of the environment that names a cluster; without it, Ray starts on this machine alone."""


class RayTasks:
    """Does tasks in Ray Data, and yields results in the order of the tasks.

    Tasks and results travel pickled: Ray Data's own columns would turn our records into tables and back. A worker of Ray that dies is
    replaced, and its tasks are done again; every task of ours writes whole files or none, under names that its content decides.

    Parameters
    ----------
    workers
        Tasks at a time; 0 takes all cores that Ray has.

    Raises
    ------
    BadFile
        If Ray is not installed.
    """

    def __init__(self, workers: int = 0) -> None:
        if find_spec("ray") is None or find_spec("pyarrow") is None:
            raise BadFile(path="ray", reason="Ray Data is not installed", remedy="install fractoscope[ray], or leave out --ray")
        self._workers = workers

    def run(self, work: Callable[[T], R], tasks: Sequence[T]) -> Iterator[tuple[T, R]]:
        """Yield each task with its result as soon as it and all before it are finished.

        What a task raises is raised here, as it would be by a pool.
        """
        if not tasks:
            return
        import ray

        started = _start(self._workers)
        try:
            context = ray.data.DataContext.get_current()
            context.enable_progress_bars = False
            context.execution_options.preserve_order = True
            rows = [{"number": number, "task": pickle.dumps(task)} for number, task in enumerate(tasks)]
            # A block a task: articles differ in length by a factor of hundred, and a block is what a killed worker loses.
            dataset = ray.data.from_items(rows, override_num_blocks=len(rows))
            done = dataset.map(_done, fn_kwargs={"work": pickle.dumps(work)}, **_most(self._workers))
            for row in done.iter_rows():
                result, fault = pickle.loads(row["result"])  # noqa: S301 - written by our own worker a moment ago
                if fault is not None:
                    raise fault
                yield tasks[int(row["number"])], result
        finally:
            if started:
                ray.shutdown()


def _start(workers: int) -> bool:
    """Start Ray where it is not running; return True if it is ours to stop."""
    import ray

    if ray.is_initialized():
        return False
    logging.getLogger("ray.data").setLevel(logging.WARNING)  # standard output and error belong to results and progress
    if os.environ.get(ADDRESS):
        ray.init(log_to_driver=False, logging_level=logging.ERROR)
    else:
        ray.init(num_cpus=workers or None, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    return True


def _most(workers: int) -> dict[str, Any]:
    return {"concurrency": workers} if workers else {}


def _done(row: dict[str, Any], work: bytes) -> dict[str, Any]:
    """Do one task in a worker of Ray."""
    function = pickle.loads(work)  # noqa: S301 - both are written by the process that started us
    result: tuple[Any, Exception | None]
    try:
        result = (function(pickle.loads(row["task"])), None)  # noqa: S301
    except Exception as error:  # noqa: BLE001 - Ray would wrap it in an error of its own, and the way out would be lost in a traceback
        result = (None, error)
    return {"number": row["number"], "result": pickle.dumps(result)}
