"""What a projection takes for granted."""

import tomllib
from pathlib import Path

from pydantic import Field, ValidationError

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values.frozen_value import FrozenValue


class Assumptions(FrozenValue):
    """Figures that were not measured here.

    Attributes
    ----------
    articles, figures
        Of PMC's open-access articles: BIOMEDICA (arXiv 2501.07171) counts 24 million figures in 6 million articles.
    share
        Of the articles that speak of fracture surfaces, so that their pictures are opened. Nobody has counted them: most of PMC is
        medicine, and metallurgy is a part of a few journals. Read the words of some 10,000 articles first, and put the share in.
    article_bytes, figure_bytes
        XML of an article, as measured on real ones; a figure as published.
    read_per_s
        Articles whose XML one core reads in a second: `fractoscope bench mining --articles` on real ones.
    cores
        Of one machine.
    bytes_per_s
        That the archive and the line give one machine.
    tokens_in, tokens_out
        Of a teacher's request, picture included, and of its answer.
    dollars_in, dollars_out, batch_factor
        For a million tokens, and what a batch costs of that; look them up before you spend.
    train_tokens_per_s
        Of one GPU with LoRA on a model of 32 billion weights: NeMo AutoModel reports 2,250 on one of eight H100. Not measured here.
    row_tokens, epochs
        Of a training row, and passes over the rows.
    most_pictures
        That curating is made for in one run; beyond, pairs must be proposed by an index on disk.
    """

    articles: float = Field(default=6e6, gt=0)
    figures: float = Field(default=24e6, gt=0)
    share: float = Field(default=0.003, gt=0, le=1)
    article_bytes: float = Field(default=85e3, gt=0)
    figure_bytes: float = Field(default=300e3, gt=0)
    read_per_s: float = Field(default=418.0, gt=0)
    cores: int = Field(default=64, ge=1)
    bytes_per_s: float = Field(default=50e6, gt=0)
    tokens_in: float = Field(default=3_000.0, gt=0)
    tokens_out: float = Field(default=700.0, gt=0)
    dollars_in: float = Field(default=1.75, ge=0)
    dollars_out: float = Field(default=14.0, ge=0)
    batch_factor: float = Field(default=0.5, gt=0, le=1)
    train_tokens_per_s: float = Field(default=2_250.0, gt=0)
    row_tokens: float = Field(default=1_300.0, gt=0)
    epochs: float = Field(default=3.0, gt=0)
    most_pictures: float = Field(default=100_000, gt=0)


def load_assumptions(path: Path | None) -> Assumptions:
    """Return those of a TOML file, the rest by default.

    Raises
    ------
    BadFile
        If it cannot be read or holds something else.
    """
    if path is None:
        return Assumptions()
    try:
        return Assumptions.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        known = ", ".join(Assumptions.model_fields)
        raise BadFile(path=str(path), reason=f"no assumptions ({type(error).__name__})", remedy=f"write TOML with {known}") from error
