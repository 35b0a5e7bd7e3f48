"""How well a corpus was mined."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fractoscope.finetune.mine.records import PanelRecord
from fractoscope.finetune.synthetic_literature.score.mined_panels import Figure, mined_panels
from fractoscope.finetune.synthetic_literature.score.paired_panels import paired_panels
from fractoscope.finetune.synthetic_literature.score.tally import Tally, as_figures
from fractoscope.finetune.synthetic_literature.truth import CorpusTruth, PanelTruth

SCALE, SCALE_PIXELS = 0.03, 1.5
"""Relative error of a scale up to which it counts as read; of a short bar, the error in pixels, since its ends are drawn on pixels."""
SAME_WORDS = 0.9
"""Share of words that two paragraphs have in common from which they are the same: a PDF loses a hyphen here and there."""
QUESTIONS = ("figures_found", "panels_split", "letters", "caption_parts", "excerpts", "scale_bars")


def check_mining(run: Path, corpus: Path) -> dict[str, Any]:
    """Hold a run against the truth.

    Counted are figures that can be mined: of articles that are whole, under an open licence, with a picture that is whole. Panels
    of all kinds count for splitting, letters and captions; scale bars count on fracture surfaces, since others are not read; and
    the filter is held against what each panel shows.

    Parameters
    ----------
    run
        Folder of a run over the corpus's folder as its only input.
    corpus
        Folder of the corpus, or its truth file.

    Returns
    -------
    dict
        For each question `share`, `right`, `total`; `panels_split` counts true panels that were found, `panels_spurious` those
        that are none; `fracture_filter` has `precision` and `recall`; `forbidden_kept` counts panels kept against their licence; `misses`
        names the first of each.

    Raises
    ------
    BadFile
        If either is missing or unreadable.
    """
    truth = CorpusTruth.load(corpus)
    mined = mined_panels(run)
    tallies = {question: Tally() for question in QUESTIONS}
    kept_right, kept_wrong, lost = Tally(), [], []
    spurious: list[str] = []
    by_kind: dict[str, Tally] = {}
    allowed: set[Figure] = set()
    for article in truth.articles:
        for figure in article.figures:
            if article.obstacle or figure.obstacle:
                continue
            allowed.add((article.source, figure.id))
            records = mined.get((article.source, figure.id), [])
            name = f"{article.source} {figure.id} [{', '.join(figure.traits)}]"
            tallies["figures_found"].count(bool(records), name)
            by_kind.setdefault(article.kind, Tally()).count(bool(records), name)
            pairs, extra = paired_panels(figure, records)
            spurious += [name] * extra
            for panel, record in pairs:
                _score_panel(panel, record, tallies, f"{name} ({panel.letter or '-'} {panel.kind})")
                kept = record is not None and not record.dropped
                place = f"{name} ({panel.letter or '-'} {panel.kind}) {record.dropped if record else 'not found'}"
                if panel.fracture:
                    kept_right.count(kept, place)
                    lost += [] if kept else [place]
                elif kept:
                    kept_wrong.append(place)
    forbidden = [
        f"{key[0]} {key[1]}" for key, records in mined.items() if key not in allowed and any(not record.dropped for record in records)
    ]
    kept_total = kept_right.right + len(kept_wrong)
    return {
        **{question: as_figures(tally) for question, tally in tallies.items()},
        "panels_spurious": len(spurious),
        "fracture_filter": {
            "precision": round(kept_right.right / kept_total, 4) if kept_total else 1.0,
            "recall": round(kept_right.share, 4),
            "kept_right": kept_right.right,
            "kept_wrong": len(kept_wrong),
            "fractures": kept_right.total,
        },
        "forbidden_kept": len(forbidden),
        "figures_found_by_kind": {kind: as_figures(tally) for kind, tally in sorted(by_kind.items())},
        "misses": {
            **{question: tally.misses[:20] for question, tally in tallies.items()},
            "spurious": spurious[:20],
            "kept_wrong": kept_wrong[:20],
            "lost": lost[:20],
            "forbidden": forbidden[:20],
        },
    }


def _score_panel(panel: PanelTruth, record: PanelRecord | None, tallies: Mapping[str, Tally], name: str) -> None:
    """Answer all questions for one panel; one that was not found is wrong in all of them."""
    if not tallies["panels_split"].count(record is not None, name) or record is None:
        for question in ("letters", "caption_parts", "excerpts"):
            tallies[question].count(False, name)
        if panel.fracture and panel.bar:
            tallies["scale_bars"].count(False, name)
        return
    tallies["letters"].count(record.panel == panel.letter, f"{name}: read {record.panel!r}")
    same = words(record.caption_part) == words(panel.caption_part)
    tallies["caption_parts"].count(same, f"{name}: {record.caption_part[:80]!r} for {panel.caption_part[:80]!r}")
    found = [excerpt.text for excerpt in record.excerpts]
    tallies["excerpts"].count(_same_texts(found, panel.excerpts), f"{name}: {len(found)} for {len(panel.excerpts)}")
    if panel.fracture and panel.bar:
        size = record.scale.pixel_size if record.scale else None
        true = panel.bar.length / panel.bar.width
        read = record.scale.text if record.scale else "no bar"
        right = size is not None and abs(size / true - 1) <= max(SCALE, SCALE_PIXELS / panel.bar.width)
        detail = f"{name}: {read!r} over {record.scale.bar.width if record.scale else 0} for {panel.bar.text!r} over {panel.bar.width:.0f}"
        tallies["scale_bars"].count(right, detail)


def words(text: str) -> str:
    """Return a text without what sets one printing apart from another: case, dashes, the punctuation around it."""
    plain = re.sub(r"[−–—]", "-", text.lower())
    return " ".join(plain.split()).strip(" .;,")


def _same_texts(found: Sequence[str], true: Sequence[str]) -> bool:
    """Return True if two sets of paragraphs are the same."""
    left = [set(words(text).split()) for text in found]
    for text in true:
        wanted = set(words(text).split())
        match = next((other for other in left if len(wanted & other) >= SAME_WORDS * len(wanted | other)), None)
        if match is None:
            return False
        left.remove(match)
    return not left
