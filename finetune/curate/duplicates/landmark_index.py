"""Which pictures have places in common, found without comparing every picture with every other."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.curate.duplicates.landmarks import CELLS
from fractoscope.finetune.curate.duplicates.symmetries import SYMMETRIES, turned_descriptors

BITS, TABLES = 22, 12
"""Of a key, and keys of a descriptor. Two views of one place lie some 27 degrees apart, so a bit agrees with 0.85 (Charikar 2002) and
a key with 0.03; over 12 keys and 40 places in common that gives some 13 votes, where two strangers have less than one."""
ASKED = 96
"""Landmarks of a picture, the strongest, that ask; all of them answer."""
COMMON = 48
"""Owners of a key from which it tells nothing: ticks of scale bars, the legs of an `m`."""
SEED = 20_261


class LandmarkIndex:
    """Keys of all descriptors, sorted.

    Parameters
    ----------
    descriptors
        Of each picture, shape (n, 128), the strongest first.
    """

    def __init__(self, descriptors: Sequence[NDArray[np.float16]]) -> None:
        self._descriptors = descriptors
        total = sum(one.sum(0, dtype=np.float64) for one in descriptors)
        self._middle = np.asarray(total / max(1, sum(map(len, descriptors))), np.float32)
        self._planes = np.random.default_rng(SEED).standard_normal((TABLES, 128, BITS)).astype(np.float32)
        owners = np.repeat(np.arange(len(descriptors), dtype=np.int32), [len(one) for one in descriptors])
        self._tables: list[tuple[NDArray[np.int32], NDArray[np.int32]]] = []
        for table in range(TABLES):
            keys = np.concatenate([self._keys(one, table) for one in descriptors])
            order = np.argsort(keys, kind="stable")
            self._tables.append((keys[order], owners[order]))

    def votes(self, picture: int) -> NDArray[np.int64]:
        """Return how many keys each other picture shares with a picture, for each way to turn it, shape (pictures, 8)."""
        count = len(self._descriptors)
        mine = self._descriptors[picture][:ASKED].astype(np.float32).reshape(-1, CELLS, CELLS, 8)
        asked = np.concatenate([turned_descriptors(mine, symmetry).reshape(-1, 128) for symmetry in SYMMETRIES])
        turns = np.repeat(np.arange(8), len(mine))
        votes = np.zeros(count * 8, np.int64)
        for table, (keys, owners) in enumerate(self._tables):
            wanted = self._keys(asked, table)
            first, last = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
            sizes = last - first
            sizes[sizes > COMMON] = 0
            starts = np.repeat(first - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
            hits = owners[starts + np.arange(sizes.sum())]
            np.add.at(votes, hits.astype(np.int64) * 8 + np.repeat(turns, sizes), 1)
        found = votes.reshape(count, 8)
        found[picture] = 0
        return found

    def _keys(self, descriptors: NDArray[np.floating], table: int) -> NDArray[np.int32]:
        bits = (descriptors - self._middle) @ self._planes[table] > 0
        return np.asarray(bits @ (1 << np.arange(BITS)), np.int32)
