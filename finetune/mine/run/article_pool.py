"""Mining articles in several processes, and going on when one of them dies."""

import faulthandler
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Protocol

from fractoscope.finetune.mine.run.article_outcome import ArticleOutcome
from fractoscope.finetune.mine.run.begin_in_pool import begin_in_pool
from fractoscope.finetune.mine.run.drop import Drop
from fractoscope.finetune.mine.run.mine_article import mine_article
from fractoscope.finetune.mine.run.mining_settings import MiningSettings, TaggerFactory
from fractoscope.finetune.mine.run.tools import Tools, make_tools
from fractoscope.finetune.mine.sources import ArticleSource

SECONDS = 600
"""Time that one article may take; a figure of 64 million pixels takes some 20 s."""
AHEAD = 3
"""Articles handed out for each process: enough that none waits, few enough that a broken pool loses little."""


Work = Callable[[ArticleSource, MiningSettings, Tools, Path], ArticleOutcome]
"""Mines one article: `mine_article`, or what a test puts in its place."""


class ArticleRunner(Protocol):
    """Mines articles in any order. A cluster comes in by another one of these."""

    def run(self, sources: Sequence[ArticleSource]) -> Iterator[tuple[ArticleSource, ArticleOutcome]]:
        """Yield each source with its outcome as soon as it is finished."""
        ...


class InProcessRunner:
    """One article after the other in this process: for small inputs, and for debugging."""

    def __init__(self, settings: MiningSettings, folder: Path, make_tagger: TaggerFactory | None = None) -> None:
        self._settings, self._folder = settings, folder
        self._tools = make_tools(settings, make_tagger)

    def run(self, sources: Sequence[ArticleSource]) -> Iterator[tuple[ArticleSource, ArticleOutcome]]:
        """Yield each source with its outcome."""
        for source in sources:
            yield source, mine_article(source, self._settings, self._tools, self._folder)


class PoolRunner:
    """Several processes, started afresh rather than forked, so that Windows behaves like the others.

    A process that dies (a decoder that crashes) or takes too long breaks the pool: the articles that were under way are then
    tried again one by one, each in a process of its own, and only the one that breaks that too is dropped.

    Parameters
    ----------
    settings, folder
        Of the run.
    make_tagger
        Factory of the tagger; a function of a module, as it is named to the processes.
    workers
        Processes.
    seconds
        Time that one article may take.
    work
        What is done with an article; like the factory, a function of a module.
    """

    def __init__(
        self,
        settings: MiningSettings,
        folder: Path,
        make_tagger: TaggerFactory | None = None,
        workers: int = 2,
        seconds: int = SECONDS,
        work: Work = mine_article,
    ) -> None:
        # Made here once for nothing: tools that cannot be made are an error of this run, not of every article.
        make_tools(settings, make_tagger)
        self._start = (settings, folder, make_tagger, seconds, work)
        self._workers = workers

    def run(self, sources: Sequence[ArticleSource]) -> Iterator[tuple[ArticleSource, ArticleOutcome]]:
        """Yield each source with its outcome, in the order of finishing."""
        waiting = list(reversed(sources))
        suspects: list[ArticleSource] = []
        while waiting:
            yield from self._until_broken(waiting, suspects, self._workers)
            for source in suspects:
                alone: list[ArticleSource] = []
                yield from self._until_broken([source], alone, 1)
                if alone:
                    drop = Drop(stage="article", reason="crashed or hung", detail="twice, the second time in a process of its own")
                    yield source, ArticleOutcome(source=source.id, size=source.size, modified_ns=source.modified_ns, drops=(drop,))
            suspects.clear()

    def _until_broken(
        self, waiting: list[ArticleSource], suspects: list[ArticleSource], workers: int
    ) -> Iterator[tuple[ArticleSource, ArticleOutcome]]:
        """Work through `waiting` from its end; if the pool breaks, leave what was under way in `suspects`."""
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(min(workers, len(waiting)), mp_context=context, initializer=_prepare, initargs=self._start)
        under_way: dict[Future[ArticleOutcome], ArticleSource] = {}
        try:
            while waiting or under_way:
                while waiting and len(under_way) < AHEAD * workers:
                    source = waiting[-1]
                    under_way[pool.submit(_mine, source)] = source
                    waiting.pop()
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    outcome = future.result()
                    yield under_way.pop(future), outcome
        except BrokenProcessPool:
            suspects += under_way.values()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


_mine_one: Callable[[ArticleSource], ArticleOutcome] | None = None
"""What this process mines with; set once, when it starts."""


def _prepare(settings: MiningSettings, folder: Path, make_tagger: TaggerFactory | None, seconds: int, work: Work) -> None:
    """Make the tools of a process of the pool."""
    global _mine_one  # noqa: PLW0603 - an initializer has no other way to hand anything to the calls that follow
    begin_in_pool()
    tools: Tools = make_tools(settings, make_tagger)

    def mine_one(source: ArticleSource) -> ArticleOutcome:
        # A thread of the interpreter's own ends the process even while a decoder holds the lock.
        faulthandler.dump_traceback_later(seconds, exit=True)
        try:
            return work(source, settings, tools, folder)
        finally:
            faulthandler.cancel_dump_traceback_later()

    _mine_one = mine_one


def _mine(source: ArticleSource) -> ArticleOutcome:
    if _mine_one is None:
        raise RuntimeError("this process was not prepared; start it with `_prepare` as initializer")
    return _mine_one(source)
