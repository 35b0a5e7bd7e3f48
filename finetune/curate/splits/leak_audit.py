"""A second look for copies that cross from one part of a dataset into another, by another road than the clusters'."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from fractoscope.finetune.curate.duplicates.fingerprint_task import read_view
from fractoscope.finetune.curate.duplicates.perceptual_hash import bits_apart, perceptual_hashes
from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.curate.run.task_runner import InProcessTasks, TaskRunner
from fractoscope.finetune.curate.splits.template_match import MIDDLE, best_match, flattened, picture_spectrum, template_spectra

MATCH = 0.5
"""Correlation from which the middle of one picture is held to lie in another. On the made-up literature 119 strangers reached 0.38 at most,
copies 0.75 in the middle of their range: the audit sees four of five copies, and is not the clusters' judgement again."""
HASH_BITS = 10
ALL_PAIRS = 4_000
"""Pairs up to which every one is correlated; a pair takes some 30 ms."""
NEAREST = 8
"""Beyond that: pictures of other parts, nearest by hash, with which each held-out picture is correlated."""
Progress = Callable[[int, int, str], None]
Crossing = tuple[str, str, bool]
"""Two pictures by id, the one whose middle is looked for in the other first, and whether the other way was gone too."""


@dataclass(frozen=True)
class MatchTask:
    """A held-out picture, in which the others' middles are looked for if `both`, and those of other parts in which its own is."""

    folder: Path
    row: DatasetRow
    others: tuple[DatasetRow, ...]
    both: bool


def audit_leaks(
    rows: Sequence[DatasetRow],
    folder: Path,
    runner: TaskRunner | None = None,
    progress: Progress = lambda done, total, note: None,
    known: dict[Crossing, float] | None = None,
) -> dict[str, Any]:
    """Look for what stands in two parts: a paper, a cluster, a file, a look-alike by hash, or the middle of one picture in another.

    Neither landmarks, registration nor clusters are used, so a fault there does not hide itself here.

    Parameters
    ----------
    rows
        Of all parts.
    folder
        Of the version: paths of images are relative to it.
    runner
        Correlates; this process by default.
    progress
        Told of each held-out picture.
    known
        Correlations of earlier audits of the same pictures, which are not worked out again; those of this one are added.

    Returns
    -------
    dict
        `leaks`, the number of pairs; `pairs`, each with `one`, `other`, `by`, `score`; `compared` pairs of pictures by correlation;
        `hashed` pairs by hash.
    """
    leaks: list[dict[str, Any]] = []
    for what in ("paper", "cluster", "sha256"):
        first: dict[str, DatasetRow] = {}
        for row in rows:
            before = first.setdefault(getattr(row, what), row)
            if before.split != row.split:
                leaks.append({"one": before.id, "other": row.id, "by": what, "score": 1.0})
    hashes = np.array([perceptual_hashes(read_view(folder / row.image, row.view)) for row in rows], np.uint64).reshape(-1, 8)
    crossing = {number: others for number, row in enumerate(rows) if row.split != "train" and (others := _across(rows, number))}
    every = sum(map(len, crossing.values())) <= ALL_PAIRS
    known = {} if known is None else known
    crossings: list[Crossing] = []
    tasks = []
    for number, others in crossing.items():
        apart = bits_apart(hashes[number][:, None], hashes[others, 0][None]).min(0)
        leaks += [
            {"one": rows[number].id, "other": rows[other].id, "by": "hash", "score": round(1 - int(bits) / 63, 3)}
            for other, bits in zip(others, apart, strict=True)
            if bits <= HASH_BITS
        ]
        chosen = others if every else [others[place] for place in np.argsort(apart, kind="stable")[:NEAREST]]
        both = len(chosen) <= NEAREST
        keys = [(rows[number].id, rows[other].id, both) for other in chosen]
        crossings += keys
        fresh = tuple(rows[other] for other, key in zip(chosen, keys, strict=True) if key not in known)
        if fresh:
            tasks.append(MatchTask(folder, rows[number], fresh, both))
    for done, (task, scores) in enumerate((runner or InProcessTasks()).run(match_pictures, tasks), 1):
        known |= {(task.row.id, other.id, task.both): score for other, score in zip(task.others, scores, strict=True)}
        progress(done, len(tasks), "held-out pictures audited")
    leaks += [
        {"one": key[0], "other": key[1], "by": "correlation", "score": round(score, 3)}
        for key in crossings
        if (score := known[key]) >= MATCH
    ]
    leaks.sort(key=lambda leak: (leak["one"], leak["other"], leak["by"]))
    return {
        "leaks": len(leaks),
        "pairs": leaks,
        "compared": len(crossings),
        "hashed": sum(map(len, crossing.values())),
    }


def _across(rows: Sequence[DatasetRow], number: int) -> list[int]:
    """Return the rows of other parts that a held-out row is held against, each pair once."""
    split = rows[number].split
    return [other for other, row in enumerate(rows) if row.split != split and (row.split == "train" or other > number)]


def match_pictures(task: MatchTask) -> list[float]:
    """Return for each of the others how well the middle of one lies in it, or, asked for both, its own middle in the one if better."""
    flat = flattened(read_view(task.folder / task.row.image, task.row.view))
    templates, whole = template_spectra(flat), picture_spectrum(flat)
    area = _template_area(flat.shape)
    scores = []
    for other in task.others:
        there = flattened(read_view(task.folder / other.image, other.view))
        scores.append(best_match(templates, picture_spectrum(there), area))
        if scores[-1] < MATCH and task.both:
            scores[-1] = max(scores[-1], best_match(template_spectra(there), whole, _template_area(there.shape)))
    return scores


def _template_area(shape: tuple[int, ...]) -> int:
    return round(shape[0] * MIDDLE) * round(shape[1] * MIDDLE)
