"""Laying pairs of pictures over one another: by landmarks, and where these say nothing by a search through all shifts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fractoscope.finetune.curate.duplicates.correlation_search import register_by_correlation
from fractoscope.finetune.curate.duplicates.fingerprint_store import read_fingerprints
from fractoscope.finetune.curate.duplicates.registration import Registration, register
from fractoscope.finetune.curate.duplicates.spectral_signature import likeness

SEARCHED = 6
"""Pairs of a picture that are searched, so that the cost grows with the number of pictures. Copies were among the first five in two made-up
corpora."""
LEAST_LIKENESS = 0.55
"""Of spectra, from which a pair is searched. Without bands or ripples of one direction spectra tell little, and landmarks much."""
Asked = tuple[int, int, tuple[int, ...]]
"""Two pictures by number, and the ways to turn the first."""


@dataclass(frozen=True)
class PairsTask:
    """Pairs of pictures, each with its fingerprint's key and shard, and the ways to turn the first."""

    pairs: tuple[Asked, ...]
    where: dict[int, tuple[str, Path]]


@dataclass(frozen=True)
class Compared:
    """Pairs that are copies, and how alike the spectra are of those that were not found to be."""

    copies: dict[tuple[int, int], Registration]
    alike: dict[tuple[int, int], float]


def compare_pairs(task: PairsTask) -> Compared:
    """Lay the pairs of a task over one another by their landmarks."""
    copies, alike = {}, {}
    for one, other, ways in task.pairs:
        first, second = (read_fingerprints(path)[key] for key, path in (task.where[one], task.where[other]))
        registration = register(first.landmarks, second.landmarks, first.detail, second.detail, ways)
        if registration is not None and registration.same:
            copies[one, other] = registration
        elif (most := float(likeness(first.spectrum, second.spectrum).max())) >= LEAST_LIKENESS:
            alike[one, other] = most
    return Compared(copies, alike)


def search_pairs(task: PairsTask) -> dict[tuple[int, int], Registration]:
    """Return the pairs of a task that are copies by correlation over all shifts."""
    copies = {}
    for one, other, _ in task.pairs:
        first, second = (read_fingerprints(path)[key] for key, path in (task.where[one], task.where[other]))
        registration = register_by_correlation(likeness(first.spectrum, second.spectrum), first.detail, second.detail)
        if registration.same:
            copies[one, other] = registration
    return copies


def most_alike(alike: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Return the pairs that are among the most alike ones of either picture, in order."""
    by_picture: dict[int, list[tuple[float, tuple[int, int]]]] = defaultdict(list)
    for pair, value in alike.items():
        for number in pair:
            by_picture[number].append((-value, pair))
    return sorted({pair for values in by_picture.values() for _, pair in sorted(values)[:SEARCHED]})
