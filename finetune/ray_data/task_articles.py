"""Mining as independent tasks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fractoscope.finetune.curate.run.task_runner import TaskRunner
from fractoscope.finetune.mine.run.article_outcome import ArticleOutcome
from fractoscope.finetune.mine.run.mine_article import mine_article
from fractoscope.finetune.mine.run.mining_settings import MiningSettings, TaggerFactory
from fractoscope.finetune.mine.run.tools import Tools, make_tools
from fractoscope.finetune.mine.sources import ArticleSource


class TaskArticles:
    """Mines articles in any runner of tasks.

    Parameters
    ----------
    runner
        Such as `RayTasks`. Its processes must see inputs and folder under the same paths: on a cluster, a shared file system.
    settings, folder, make_tagger
        As of `PoolRunner`.
    """

    def __init__(self, runner: TaskRunner, settings: MiningSettings, folder: Path, make_tagger: TaggerFactory | None = None) -> None:
        # Made here once for nothing: tools that cannot be made are an error of this run, not of every article.
        make_tools(settings, make_tagger)
        self._runner, self._work = runner, MineOne(settings, folder.resolve(), Path.cwd(), make_tagger)

    def run(self, sources: Sequence[ArticleSource]) -> Iterator[tuple[ArticleSource, ArticleOutcome]]:
        """Yield each source with its outcome."""
        return self._runner.run(self._work, sources)


@dataclass(frozen=True)
class MineOne:
    """Mines one article, with tools that each process makes once."""

    settings: MiningSettings
    folder: Path
    start: Path
    make_tagger: TaggerFactory | None

    def __call__(self, source: ArticleSource) -> ArticleOutcome:
        """Return what came of an article."""
        here = source.replace(path=self.start / source.path)  # a worker elsewhere starts in another folder
        return mine_article(here, self.settings, _tools(self.settings, self.make_tagger), self.folder)


@lru_cache(maxsize=1)
def _tools(settings: MiningSettings, make_tagger: TaggerFactory | None) -> Tools:
    return make_tools(settings, make_tagger)
