"""A corpus of made-up articles with known truth."""

from collections.abc import Callable
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

from fractoscope.finetune.synthetic_literature.article_plan import draft_article
from fractoscope.finetune.synthetic_literature.corpus_writer import CorpusWriter
from fractoscope.finetune.synthetic_literature.drawing.typefaces import typeface_name, typefaces
from fractoscope.finetune.synthetic_literature.files import ArticleDraft
from fractoscope.finetune.synthetic_literature.files.damage import ARTICLE_DAMAGE, PICTURE_DAMAGE
from fractoscope.finetune.synthetic_literature.micrographs import MicrographPool
from fractoscope.finetune.synthetic_literature.truth import CorpusTruth
from fractoscope.finetune.synthetic_literature.truth.corpus_truth import FILE
from fractoscope.instruments.errors import BadFile

PACKED_EVERY = 9
"""One article in so many is a package."""
OLDER_EVERY = 13
"""One article in so many has an older version and a manuscript beside it."""
BROKEN_PER = 40
"""For so many articles one of each kind that is broken; at least one."""
OPEN_LICENCE = "CC-BY-4.0"
NO_PDFS = (b"", b"%PDF-1.4\nnothing more")


def synthesise(
    folder: Path,
    *,
    seed: int = 0,
    articles: int = 200,
    pdfs: int = 20,
    micrographs: int = 360,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> CorpusTruth:
    """Write a corpus into an empty folder.

    Parameters
    ----------
    folder
        Made if it does not exist.
    seed
        Decides everything; the typefaces of the machine are the one other influence on the pictures.
    articles, pdfs
        Whole articles in JATS and in PDF. Broken ones come on top.
    micrographs
        Fracture surfaces to render; more panels than these are copies, turned and rescaled.
    progress
        Told how many articles are written, of how many.

    Returns
    -------
    CorpusTruth
        As written to `truth.json`.

    Raises
    ------
    BadFile
        If the folder holds anything already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise BadFile(path=str(folder), reason="the folder is not empty", remedy="name a new one with --out")
    pool = MicrographPool(seed, micrographs, max(10, micrographs // 6))
    writer = CorpusWriter(folder, seed)
    wrongs = [wrong for wrong in (*PICTURE_DAMAGE, *ARTICLE_DAMAGE) for _ in range(max(1, articles // BROKEN_PER))]
    total = articles + len(wrongs) + pdfs + len(NO_PDFS)
    for number, wrong in enumerate(chain(repeat("", articles), wrongs)):
        packed = wrong == "path out of the package" or (not wrong and number % PACKED_EVERY == PACKED_EVERY - 1)
        older = not wrong and not packed and number % OLDER_EVERY == OLDER_EVERY - 1
        draft = draft_article(number, seed, pool)
        writer.write_jats(_opened(draft) if wrong else draft, packed=packed, wrong=wrong, older=older)
        progress(number + 1, total)
    for number in range(articles + len(wrongs), articles + len(wrongs) + pdfs):
        writer.write_pdf(draft_article(number, seed, pool, single_pictures=number % 3 > 0))
        progress(number + 1, total)
    for index, data in enumerate(NO_PDFS):
        number = total - len(NO_PDFS) + index
        writer.write_empty_pdf(draft_article(number, seed, pool), data)
        progress(number + 1, total)
    truth = CorpusTruth(
        seed=seed,
        typefaces=tuple(typeface_name(name) for name in typefaces()),
        articles=tuple(sorted(writer.truths, key=lambda article: article.source)),
    )
    (folder / FILE).write_text(truth.model_dump_json(indent=1), "utf-8")
    return truth


def _opened(draft: ArticleDraft) -> ArticleDraft:
    """Return an article under open terms: others would hide what is wrong, since its pictures would never be looked at."""
    return replace(draft, licence=OPEN_LICENCE, figures=tuple(replace(figure, foreign=False) for figure in draft.figures))
