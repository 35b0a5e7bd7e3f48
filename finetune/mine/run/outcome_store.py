"""Finished articles on disk: what a run that was killed goes on from."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from fractoscope.finetune.mine.run.article_outcome import ArticleOutcome
from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.finetune.mine.sources import ArticleSource

FOLDER = "articles"


class OutcomeStore:
    """One JSON file an article, whole or absent.

    Parameters
    ----------
    folder
        Of the run.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def path(self, source: ArticleSource) -> Path:
        """Return where an article's outcome is or will be."""
        return self._folder / source.key[:2] / f"{source.key}.json"

    def save(self, source: ArticleSource, outcome: ArticleOutcome) -> None:
        """Write an outcome down. Raises OSError if that fails."""
        write_whole(self.path(source), outcome.model_dump_json().encode())

    def find(self, source: ArticleSource) -> ArticleOutcome | None:
        """Return the outcome of an article in the state it is in now, or None.

        What does not fit the record of this version, or was spoiled by somebody, counts as absent: the article is mined again.
        """
        try:
            outcome = ArticleOutcome.model_validate_json(self.path(source).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None
        same = (outcome.source, outcome.size, outcome.modified_ns) == (source.id, source.size, source.modified_ns)
        return outcome if same else None

    def all(self, sources: Iterable[ArticleSource]) -> Iterator[ArticleOutcome]:
        """Yield the outcomes of sources, in their order; those that are not finished are passed over."""
        for source in sources:
            outcome = self.find(source)
            if outcome is not None:
                yield outcome
