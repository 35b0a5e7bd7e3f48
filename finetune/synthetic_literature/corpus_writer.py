"""Writing articles into the folders of a corpus."""

import json
from collections.abc import Sequence
from hashlib import md5
from pathlib import Path
from typing import Any

import numpy as np

from fractoscope.finetune.synthetic_literature.drawing import DrawnFigure
from fractoscope.finetune.synthetic_literature.files import damage
from fractoscope.finetune.synthetic_literature.files.draft import ArticleDraft, FigureDraft, excerpts_of
from fractoscope.finetune.synthetic_literature.files.jats_writer import draw_habits, jats_xml
from fractoscope.finetune.synthetic_literature.files.packages import write_package
from fractoscope.finetune.synthetic_literature.files.pdf_writer import write_pdf
from fractoscope.finetune.synthetic_literature.files.picture_files import encode_figure, encoded, thumbnail
from fractoscope.finetune.synthetic_literature.truth import ArticleTruth, FigureTruth

ALTERNATIVES = 0.12
"""Share of pictures that lie there in two resolutions."""
BUCKET = "bucket"
PACKAGES = "packages"
PDFS = "pdfs"
OPEN = {"CC-BY-4.0", "CC0-1.0", "public-domain"}
"""Licences that the miner allows by default."""


class CorpusWriter:
    """Writes articles and keeps their truth.

    Parameters
    ----------
    folder
        Of the corpus.
    seed
        Of the corpus.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._seed = seed
        self.truths: list[ArticleTruth] = []

    def write_jats(self, draft: ArticleDraft, *, packed: bool = False, wrong: str = "", older: bool = False) -> None:
        """Write an article as JATS: loose in the layout of the open-access bucket, or packed.

        Parameters
        ----------
        draft
            The article.
        packed
            True for a package.
        wrong
            What is wrong with it, a key of `damage.PICTURE_DAMAGE` or one of `damage.ARTICLE_DAMAGE`; empty for nothing.
        older
            True to leave an older version and a manuscript beside it.
        """
        random = np.random.default_rng([self._seed, 211, draft.number])
        habits = draw_habits(random)
        files: dict[str, bytes] = {}
        media: list[list[list[str]]] = []
        figures: list[FigureTruth] = []
        for number, figure in enumerate(draft.figures, 1):
            saved, names, found = self._pictures(f"{draft.pmcid.lower()}_f{number}", figure, random)
            obstacle = _spoil(found, wrong) if number == 1 else ""
            files |= found
            media.append(names)
            identifier = habits.figure_id(number) or f"figure-{number}"
            figures.append(_figure_truth(draft, number, figure, saved, identifier, obstacle or ("foreign" if figure.foreign else "")))
        xml = jats_xml(draft, media, habits, random).encode()
        if wrong == "truncated XML":
            xml = damage.truncated(xml)
        elif wrong == "XML entities":
            xml = damage.ENTITIES.encode()
        if packed:
            source = f"{PACKAGES}/{draft.pmcid}.tar.gz"
            first = "../../outside.nxml" if wrong == "path out of the package" else f"{draft.pmcid}/article.nxml"
            self._file(source, b"")
            write_package(self._folder / source, {first: xml, **{f"{draft.pmcid}/{name}": data for name, data in files.items()}})
        else:
            source = self._write_bucket(draft, xml, files, wrong, older=older)
        self._add(draft, source, "package" if packed else "jats", figures, wrong if wrong in damage.ARTICLE_DAMAGE else "")

    def write_pdf(self, draft: ArticleDraft) -> None:
        """Write an article as PDF."""
        random = np.random.default_rng([self._seed, 223, draft.number])
        source = f"{PDFS}/article-{draft.number:06d}.pdf"
        self._file(source, b"")
        figures, pictures = [], []
        for number, figure in enumerate(draft.figures, 1):
            saved = []
            row = []
            for drawn in figure.pictures:
                kept, ending, data = encode_figure(drawn, random)
                saved.append(kept)
                row.append(data if ending != "tif" else encoded(kept.picture, "png"))
            pictures.append(row)
            figures.append(_figure_truth(draft, number, figure, saved, f"figure-{number}", ""))
        write_pdf(self._folder / source, draft, pictures, random)
        self._add(draft, source, "pdf", figures, "")

    def write_empty_pdf(self, draft: ArticleDraft, data: bytes) -> None:
        """Write a PDF from which nothing can be read."""
        source = f"{PDFS}/article-{draft.number:06d}.pdf"
        self._file(source, data)
        self._add(draft, source, "pdf", [], "empty PDF")

    def _pictures(
        self, stem: str, figure: FigureDraft, random: np.random.Generator
    ) -> tuple[list[DrawnFigure], list[list[str]], dict[str, bytes]]:
        """Encode the pictures of a figure; return them as saved, their names, and the files."""
        saved, names, files = [], [], {}
        for place, drawn in enumerate(figure.pictures, 1):
            kept, ending, data = encode_figure(drawn, random)
            name = f"{stem}_{place}.{ending}"
            files[name] = data
            row = [name]
            if random.random() < ALTERNATIVES:
                small = kept.picture.resize((max(64, kept.picture.width // 2), max(64, kept.picture.height // 2)))
                files[f"{stem}_{place}_small.jpg"] = encoded(small, "jpg", 80)
                row.insert(0, f"{stem}_{place}_small.jpg")
            elif random.random() < 0.5:
                files[f"{stem}_{place}.gif"] = thumbnail(kept.picture)
            saved.append(kept)
            names.append(row)
        return saved, names, files

    def _write_bucket(self, draft: ArticleDraft, xml: bytes, files: dict[str, bytes], wrong: str, *, older: bool) -> str:
        """Write a folder of the bucket: XML, JSON, media; perhaps older versions beside it."""
        version = 2 if older else 1
        if older:
            manuscript = {"pmcid": draft.pmcid, "is_manuscript": True}
            for number, old in ((1, {"pmcid": draft.pmcid}), (3, manuscript)):
                self._file(f"{BUCKET}/{draft.pmcid}.{number}/{draft.pmcid}.{number}.xml", xml)
                self._file(f"{BUCKET}/{draft.pmcid}.{number}/{draft.pmcid}.{number}.json", json.dumps(old).encode())
        stem = f"{draft.pmcid}.{version}"
        metadata: dict[str, Any] = {
            "pmcid": draft.pmcid,
            "version": version,
            "doi": draft.doi,
            "title": draft.title,
            "is_pmc_openaccess": True,
            "is_manuscript": False,
            "is_historical_ocr": wrong == "read from a scan",
            "is_retracted": wrong == "retracted",
            "media_urls": [
                f"s3://bucket/{stem}/{name}?md5={'0' * 32 if wrong == 'wrong checksum' else md5(data, usedforsecurity=False).hexdigest()}"
                for name, data in files.items()
            ],
        }
        self._file(f"{BUCKET}/{stem}/{stem}.xml", xml)
        self._file(f"{BUCKET}/{stem}/{stem}.json", json.dumps(metadata, indent=1).encode())
        for name, data in files.items():
            self._file(f"{BUCKET}/{stem}/{name}", data)
        return f"{BUCKET}/{stem}/{stem}.xml"

    def _file(self, name: str, data: bytes) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def _add(self, draft: ArticleDraft, source: str, kind: str, figures: Sequence[FigureTruth], obstacle: str) -> None:
        closed = "licence" if draft.licence not in OPEN else ""
        truth = ArticleTruth(
            source=source,
            kind=kind,
            title=draft.title,
            doi=draft.doi,
            licence=draft.licence,
            figures=tuple(figures),
            obstacle=obstacle or closed,
        )
        self.truths.append(truth)


def _spoil(files: dict[str, bytes], wrong: str) -> str:
    """Break the pictures of a figure in all their resolutions; return what is wrong, or an empty text."""
    if wrong not in damage.PICTURE_DAMAGE:
        return ""
    change = damage.PICTURE_DAMAGE[wrong]
    for name in list(files):
        if change is None:
            del files[name]
        else:
            files[name] = change(files[name])
    return wrong


def _figure_truth(
    draft: ArticleDraft, number: int, figure: FigureDraft, saved: Sequence[DrawnFigure], identifier: str, obstacle: str
) -> FigureTruth:
    panels = [
        panel.replace(
            caption_part=figure.caption.parts.get(panel.letter, figure.caption.text),
            excerpts=excerpts_of(draft.paragraphs, number, panel.letter),
        )
        for drawn in saved
        for panel in drawn.panels
    ]
    traits = tuple(dict.fromkeys(trait for drawn in saved for trait in drawn.traits))
    return FigureTruth(
        id=identifier, caption=figure.caption.text, panels=tuple(panels), pictures=len(saved), obstacle=obstacle, traits=traits
    )
