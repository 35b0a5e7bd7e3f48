"""How fast articles are mined on one core, and their text read, beside pubmed_parser on the same files."""

import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from fractoscope.finetune.mine import MiningSettings, mine
from fractoscope.finetune.mine.jats import read_article
from fractoscope.instruments.errors import BadFile

ARTICLES, MICROGRAPHS = 12, 16
"""Size of the made-up corpus: small enough to be made in a minute."""
ROUNDS = 5
"""Readings of all files by each reader, in turns, so that other load on the machine strikes both."""


def measure_mining(
    articles: Path | None = None, *, rounds: int = ROUNDS, seconds: Callable[[], float] = time.perf_counter
) -> dict[str, Any]:
    """Time the reader of articles beside pubmed_parser, and mining from article to panel.

    Parameters
    ----------
    articles
        Folder of JATS articles; made-up ones for None. Whether their pictures are there decides what mining is timed on.
    rounds
        How often each reader reads all files.
    seconds
        A monotonic clock.

    Returns
    -------
    dict
        `articles`, `kilobytes` (of XML, an article), `reader` and `pubmed_parser` (each `articles_per_s`, `figures`, `captions`,
        `excerpts`, `failed`; the second None where it is not installed), `ratio` (of the two rates), `mining` (`articles_per_s`,
        `panels_per_s`, `panels`; one process, no tagger, the first article left out since it loads the models).
    """
    if articles is not None:
        return _measured(articles, rounds, seconds)
    from fractoscope.finetune.synthetic_literature import synthesise

    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "literature"
        synthesise(corpus, articles=ARTICLES, pdfs=0, micrographs=MICROGRAPHS)
        return _measured(corpus, rounds, seconds)


def _measured(folder: Path, rounds: int, seconds: Callable[[], float]) -> dict[str, Any]:
    files = [path for path in sorted((*folder.rglob("*.xml"), *folder.rglob("*.nxml"))) if _readable(path)]
    if not files:
        raise BadFile(path=str(folder), reason="no article in it that can be read", remedy="name a folder of JATS files")
    readers: dict[str, Callable[[Path], tuple[int, int, int, int]]] = {"reader": _ours}
    if find_spec("pubmed_parser") is not None:
        readers["pubmed_parser"] = _theirs
    spent: dict[str, list[float]] = {name: [] for name in readers}
    counts: dict[str, tuple[int, ...]] = {}
    for _ in range(rounds):
        for name, reader in readers.items():
            begun = seconds()
            found = [reader(path) for path in files]
            spent[name].append(seconds() - begun)
            counts[name] = tuple(sum(column) for column in zip(*found, strict=True))
    result: dict[str, Any] = {
        "articles": len(files),
        "kilobytes": round(sum(path.stat().st_size for path in files) / 1024 / len(files), 1),
        "pubmed_parser": None,
    }
    for name in readers:
        rate = len(files) / median(spent[name])
        result[name] = {"articles_per_s": rate, **dict(zip(("figures", "captions", "excerpts", "failed"), counts[name], strict=True))}
    theirs = result["pubmed_parser"]
    if theirs is not None:
        theirs["version"] = version("pubmed_parser")
    result["ratio"] = None if theirs is None else result["reader"]["articles_per_s"] / theirs["articles_per_s"]
    result["mining"] = _mining(folder, seconds)
    return result


def _readable(path: Path) -> bool:
    try:
        read_article(path.read_bytes(), path.name)
    except BadFile:
        return False
    return True


def _ours(path: Path) -> tuple[int, int, int, int]:
    """Return figures, captions and excerpts that our reader finds, and that it did not fail."""
    figures = read_article(path.read_bytes(), path.name).figures
    return len(figures), sum(bool(figure.caption) for figure in figures), sum(len(figure.excerpts) for figure in figures), 0


def _theirs(path: Path) -> tuple[int, int, int, int]:
    """Return figures, captions and paragraphs that pubmed_parser finds, and 1 if it fails; its paragraphs are all there are."""
    import pubmed_parser

    try:
        captions = pubmed_parser.parse_pubmed_caption(str(path)) or []
        paragraphs = pubmed_parser.parse_pubmed_paragraph(str(path), all_paragraph=True) or []
    except Exception:  # noqa: BLE001 - it trips over figures without a caption; the file counts as failed
        return 0, 0, 0, 1
    return len(captions), sum(bool(caption.get("fig_caption")) for caption in captions), len(paragraphs), 0


def _mining(folder: Path, seconds: Callable[[], float]) -> dict[str, Any]:
    """Return rates of mining in this process."""
    times: list[float] = []

    def note(done: int, total: int, last: str) -> None:
        times.append(seconds())

    with tempfile.TemporaryDirectory() as out:
        report = mine([folder], Path(out), MiningSettings(), progress=note)
    elapsed = times[-1] - times[0] if len(times) > 1 else 0.0
    panels = report["panels"]["found"]
    return {
        "articles_per_s": (len(times) - 1) / elapsed if elapsed else None,
        "panels_per_s": panels / elapsed if elapsed else None,
        "panels": panels,
    }
