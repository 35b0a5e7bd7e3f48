"""What is true of a whole corpus."""

from pathlib import Path

from pydantic import ValidationError

from fractoscope.finetune.synthetic_literature.truth.article_truth import ArticleTruth
from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values.frozen_value import FrozenValue

FILE = "truth.json"


class CorpusTruth(FrozenValue):
    """All articles of a corpus.

    Attributes
    ----------
    seed
        What everything was drawn from.
    typefaces
        Which were available: the same seed with other typefaces gives other pictures.
    articles
        In the order of their sources.
    """

    schema_version: int = 1
    seed: int
    typefaces: tuple[str, ...] = ()
    articles: tuple[ArticleTruth, ...]

    @classmethod
    def load(cls, path: Path) -> "CorpusTruth":
        """Read a truth file, or the one in a folder.

        Raises
        ------
        BadFile
            If there is none or it is not one.
        """
        file = path / FILE if path.is_dir() else path
        try:
            return cls.model_validate_json(file.read_bytes())
        except FileNotFoundError:
            raise BadFile(path=str(file), reason="no such file", remedy="name the corpus or its truth.json") from None
        except ValidationError as error:
            fault = error.errors(include_url=False)[0]
            reason = f"not the truth of a corpus ({'.'.join(map(str, fault['loc']))}: {fault['msg']})"
            raise BadFile(path=str(file), reason=reason, remedy="make the corpus again") from error
