"""Pairs of pictures that are worth laying over one another."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.curate.duplicates.fingerprint import Fingerprint
from fractoscope.finetune.curate.duplicates.landmark_index import LandmarkIndex
from fractoscope.finetune.curate.duplicates.perceptual_hash import bits_apart
from fractoscope.finetune.curate.duplicates.symmetries import SYMMETRIES, inverse

HASH_BITS = 10
"""Bits of 63 within which hashes speak for a copy; unrelated textures differ by 18 and more in 99 of 100 cases (400 measured)."""
NEAREST, VOTED, WAYS = 4, 40, 3
"""Neighbours of a picture by embedding, and by places in common; ways to turn it that are tried of the latter."""
LEAST_VOTES = 3
BLOCK = 256
"""Pictures that are held against all others at a time, so that memory grows with the number of pictures, not with its square."""

Candidates = dict[tuple[int, int], tuple[int, ...]]
"""By pair, the smaller number first: the ways to turn the first that are to be tried."""


def candidate_pairs(fingerprints: Iterable[Fingerprint]) -> Candidates:
    """Return pairs that a hash, the embedding, or places in common speak for.

    Parameters
    ----------
    fingerprints
        All pictures, in order; taken one by one, and only what is needed of each is kept (some 40 kB).
    """
    hashes, embeddings, descriptors = [], [], []
    for one in fingerprints:
        hashes.append(one.hashes)
        embeddings.append(one.embedding)
        descriptors.append(one.landmarks.descriptors.astype(np.float16))
    found: dict[tuple[int, int], set[int]] = {}
    if hashes:
        _by_hash(np.array(hashes, np.uint64), found)
        if all(embedding.size for embedding in embeddings):
            _by_embedding(np.stack(embeddings), found)
        _by_landmarks(descriptors, found)
    return {pair: tuple(sorted(ways)) for pair, ways in sorted(found.items())}


def _by_hash(hashes: NDArray[np.uint64], found: dict[tuple[int, int], set[int]]) -> None:
    """All turned hashes of one side against the plain one of the other: canonical hashes jump where two symmetries nearly tie."""
    for start in range(0, len(hashes), BLOCK):
        for symmetry in SYMMETRIES:
            apart = bits_apart(hashes[start : start + BLOCK, symmetry, None], hashes[None, :, 0])
            for row, other in np.argwhere(apart <= HASH_BITS):
                one = start + int(row)
                if one < other:
                    found.setdefault((one, int(other)), set()).add(symmetry)


def _by_embedding(vectors: NDArray[np.float32], found: dict[tuple[int, int], set[int]]) -> None:
    """Nearest by angle, after the mean is taken out: what all micrographs share tells nothing."""
    centred = vectors - vectors.mean(0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True) + 1e-9
    nearest = min(NEAREST, len(vectors) - 1)
    if nearest < 1:
        return
    for start in range(0, len(vectors), BLOCK):
        likeness = centred[start : start + BLOCK] @ centred.T
        likeness[np.arange(len(likeness)), start + np.arange(len(likeness))] = -2
        for row, others in enumerate(np.argpartition(-likeness, nearest - 1, axis=1)[:, :nearest]):
            for other in others:
                pair = (min(start + row, int(other)), max(start + row, int(other)))
                # An embedding of all views does not say which way; all are tried.
                found.setdefault(pair, set()).update(SYMMETRIES)


def _by_landmarks(descriptors: Sequence[NDArray[np.float16]], found: dict[tuple[int, int], set[int]]) -> None:
    index = LandmarkIndex(descriptors)
    for picture in range(len(descriptors)):
        votes = index.votes(picture)
        best = votes.max(1)
        for other in np.argsort(-best, kind="stable")[:VOTED]:
            if best[other] < LEAST_VOTES:
                break
            ways = {int(way) for way in np.argsort(-votes[other], kind="stable")[:WAYS] if votes[other][way] >= LEAST_VOTES}
            pair = (min(picture, int(other)), max(picture, int(other)))
            found.setdefault(pair, set()).update(ways if picture < other else map(inverse, ways))
