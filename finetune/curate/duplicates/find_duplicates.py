"""From pictures to clusters of copies."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fractoscope.finetune.curate.duplicates.candidate_pairs import candidate_pairs
from fractoscope.finetune.curate.duplicates.fingerprint import Fingerprint
from fractoscope.finetune.curate.duplicates.fingerprint_store import SHARD, read_fingerprints, shard_path
from fractoscope.finetune.curate.duplicates.fingerprint_task import FingerprintTask, PictureToRead, fingerprint_pictures
from fractoscope.finetune.curate.duplicates.pair_tasks import Asked, PairsTask, compare_pairs, most_alike, search_pairs
from fractoscope.finetune.curate.duplicates.registration import Registration
from fractoscope.finetune.curate.duplicates.symmetries import composed, inverse
from fractoscope.finetune.curate.run.task_runner import TaskRunner
from fractoscope.finetune.curate.splits.linked_groups import LinkedGroups

SHARDS_KEPT = 32
"""Shards of first pictures that are gone through together: half of what a process keeps in memory, so that each shard is read rarely."""
PAIRS = 500
"""Pairs that one task lays over one another: a second or two."""
SEARCHES = 50
"""The same for pairs whose shift is searched for, which costs ten times as much."""
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Duplicates:
    """Copies that were found.

    Attributes
    ----------
    clusters
        Numbers of pictures; each picture that could be read is in one cluster, most of them alone.
    turns
        By picture: how it is turned to lie like the first of its cluster.
    pairs
        Pairs of copies with their registration.
    unreadable
        Pictures that could not be read.
    compared
        Pairs that were laid over one another.
    """

    clusters: tuple[tuple[int, ...], ...]
    turns: dict[int, int]
    pairs: dict[tuple[int, int], Registration]
    unreadable: tuple[int, ...]
    compared: int


def find_duplicates(
    pictures: Sequence[PictureToRead],
    folder: Path,
    runner: TaskRunner,
    *,
    embed: bool = True,
    progress: Progress = lambda done, total, note: None,
) -> Duplicates:
    """Find copies: turned, flipped, cropped, rescaled, with other letters and bars in them.

    Parameters
    ----------
    pictures
        Keys may repeat: these are the same pixels.
    folder
        Where fingerprints are kept; those that are there already are not made again.
    runner
        Does the work.
    embed
        False to leave out the embedded model's opinion.
    progress
        Told of shards and of batches of pairs as they are finished.
    """
    where = _fingerprinted(pictures, folder, runner, embed=embed, progress=progress)
    readable = [number for number, picture in enumerate(pictures) if picture.key in where]
    firsts: dict[str, int] = {}
    for number in readable:
        firsts.setdefault(pictures[number].key, number)
    unique = list(firsts.values())
    candidates = candidate_pairs(_fingerprint(pictures[number].key, where) for number in unique)
    tasks = _tasks([(unique[one], unique[other], ways) for (one, other), ways in candidates.items()], PAIRS, pictures, where)
    pairs: dict[tuple[int, int], Registration] = {}
    alike: dict[tuple[int, int], float] = {}
    for done, (_, compared) in enumerate(runner.run(compare_pairs, tasks), 1):
        pairs |= compared.copies
        alike |= compared.alike
        progress(done, len(tasks), "pairs compared")
    tasks = _tasks([(*pair, ()) for pair in most_alike(alike)], SEARCHES, pictures, where)
    for done, (_, found) in enumerate(runner.run(search_pairs, tasks), 1):
        pairs |= found
        progress(done, len(tasks), "pairs searched")
    pairs = dict(sorted(pairs.items()))  # results come in the order of finishing, and turns are walked along them
    groups = LinkedGroups(len(pictures))
    groups.link_same([(picture.key,) for picture in pictures])
    for one, other in pairs:
        groups.link(one, other)
    seen = set(readable)
    clusters = tuple(tuple(group) for group in groups.groups() if group[0] in seen)
    unreadable = tuple(number for number in range(len(pictures)) if number not in seen)
    return Duplicates(clusters, _turns(clusters, pairs, pictures), pairs, unreadable, len(candidates))


def _tasks(asked: Sequence[Asked], size: int, pictures: Sequence[PictureToRead], where: dict[str, Path]) -> list[PairsTask]:
    tasks = []
    ordered = _by_shards(asked, pictures, where)
    for start in range(0, len(ordered), size):
        batch = ordered[start : start + size]
        numbers = {number for one, other, _ in batch for number in (one, other)}
        tasks.append(PairsTask(tuple(batch), {number: (pictures[number].key, where[pictures[number].key]) for number in numbers}))
    return tasks


def _by_shards(asked: Sequence[Asked], pictures: Sequence[PictureToRead], where: dict[str, Path]) -> list[Asked]:
    """Return pairs in an order in which those that lie in the same shards follow one another."""
    number = {path: place for place, path in enumerate(sorted(set(where.values())))}
    shard = {picture: number[where[pictures[picture].key]] for one, other, _ in asked for picture in (one, other)}
    return sorted(asked, key=lambda pair: (shard[pair[0]] // SHARDS_KEPT, shard[pair[1]], pair))


def _fingerprint(key: str, where: dict[str, Path]) -> Fingerprint:
    return read_fingerprints(where[key])[key]


def _fingerprinted(
    pictures: Sequence[PictureToRead], folder: Path, runner: TaskRunner, *, embed: bool, progress: Progress
) -> dict[str, Path]:
    """Return in which shard each key's fingerprint is."""
    where = {key: path for path in sorted(folder.glob("*.npz")) for key in read_fingerprints(path)}
    left = sorted({picture.key: picture for picture in pictures if picture.key not in where}.values(), key=lambda one: one.key)
    tasks = []
    for start in range(0, len(left), SHARD):
        batch = left[start : start + SHARD]
        tasks.append(FingerprintTask(tuple(batch), shard_path(folder, tuple(one.key for one in batch)), embed))
    for done, (task, _) in enumerate(runner.run(fingerprint_pictures, tasks), 1):
        where |= dict.fromkeys(read_fingerprints(task.out), task.out)
        progress(done, len(tasks), "shards of pictures")
    return where


def _turns(
    clusters: Sequence[Sequence[int]], pairs: dict[tuple[int, int], Registration], pictures: Sequence[PictureToRead]
) -> dict[int, int]:
    """Return for each picture the symmetry that lays it like the first of its cluster, by walking over the pairs."""
    ways: dict[int, list[tuple[int, int]]] = {}
    for (one, other), registration in pairs.items():
        # `symmetry` turns the first into the second.
        ways.setdefault(one, []).append((other, inverse(registration.symmetry)))
        ways.setdefault(other, []).append((one, registration.symmetry))
    turns: dict[int, int] = {}
    for cluster in clusters:
        same: dict[str, list[int]] = {}
        for number in cluster:
            same.setdefault(pictures[number].key, []).append(number)
        turns[cluster[0]] = 0
        waiting = [cluster[0]]
        while waiting:
            number = waiting.pop()
            twins = [(twin, 0) for twin in same[pictures[number].key]]
            for neighbour, back in [*ways.get(number, []), *twins]:
                if neighbour not in turns:
                    turns[neighbour] = composed(turns[number], back)
                    waiting.append(neighbour)
    return turns
