"""Doing the same work for many tasks, in this process or in several."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from fractoscope.finetune.mine.run.begin_in_pool import begin_in_pool

T = TypeVar("T")
R = TypeVar("R")
ATTEMPTS = 3
"""Pools that may break before a run ends: a process can be killed for memory once without all being lost."""
AHEAD = 2
"""Tasks handed out for each process."""


class TaskRunner(Protocol):
    """Does independent tasks in any order. A cluster comes in by another one of these."""

    def run(self, work: Callable[[T], R], tasks: Sequence[T]) -> Iterator[tuple[T, R]]:
        """Yield each task with its result as soon as it is finished. `work` and tasks must be values that pickle."""
        ...


class InProcessTasks:
    """One task after the other in this process."""

    def run(self, work: Callable[[T], R], tasks: Sequence[T]) -> Iterator[tuple[T, R]]:
        """Yield each task with its result."""
        for task in tasks:
            yield task, work(task)


class PoolTasks:
    """Several processes, started afresh rather than forked; a pool that breaks is replaced, and what it left undone is done again.

    Parameters
    ----------
    workers
        Processes.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def run(self, work: Callable[[T], R], tasks: Sequence[T]) -> Iterator[tuple[T, R]]:
        """Yield each task with its result, in the order of finishing.

        Raises
        ------
        concurrent.futures.process.BrokenProcessPool
            If processes died again and again.
        """
        waiting = list(range(len(tasks)))
        for attempt in range(ATTEMPTS):
            under_way: dict[Future[R], int] = {}
            context = multiprocessing.get_context("spawn")
            pool = ProcessPoolExecutor(min(self._workers, max(1, len(waiting))), mp_context=context, initializer=begin_in_pool)
            try:
                while waiting or under_way:
                    while waiting and len(under_way) < AHEAD * self._workers:
                        under_way[pool.submit(work, tasks[waiting[0]])] = waiting[0]
                        waiting.pop(0)
                    for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                        result = future.result()
                        yield tasks[under_way.pop(future)], result
                return
            except BrokenProcessPool:
                waiting = [*under_way.values(), *waiting]
                if attempt == ATTEMPTS - 1:
                    raise
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


def in_order(runner: TaskRunner, work: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
    """Yield results in the order of the tasks; one that is finished early waits in memory for those before it."""
    ahead: dict[int, R] = {}
    due = 0
    for (number, _), result in runner.run(_Numbered(work), list(enumerate(tasks))):
        ahead[number] = result
        while due in ahead:
            yield ahead.pop(due)
            due += 1


@dataclass(frozen=True)
class _Numbered(Generic[T, R]):
    """Does the work of a task that carries its number."""

    work: Callable[[T], R]

    def __call__(self, task: tuple[int, T]) -> R:
        return self.work(task[1])
