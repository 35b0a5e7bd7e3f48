"""Micrographs by kind, handed out so that copies are known."""

from collections.abc import Iterator
from itertools import islice
from math import exp, log

import numpy as np

from fractoscope.finetune.synthetic_literature.micrographs.feature_cover import FeatureCover
from fractoscope.finetune.synthetic_literature.micrographs.look_alikes import LOOK_ALIKES, look_alike
from fractoscope.finetune.synthetic_literature.micrographs.micrograph import Micrograph
from fractoscope.finetune.synthetic_literature.micrographs.twin_micrographs import twin_micrographs

NOT_FRACTURE = "non_fracture_surface"
"""The one feature of every look-alike."""


class MicrographPool:
    """Fracture surfaces and look-alikes.

    Parameters
    ----------
    seed
        Of the corpus.
    fractures, look_alikes
        How many to make of each. They are handed out in turn, so more panels than these means copies.
    """

    def __init__(self, seed: int, fractures: int, look_alikes: int) -> None:
        made = list(islice(twin_micrographs(seed), fractures))
        self._fractures = [made[index] for index in np.random.default_rng([seed, 31]).permutation(fractures)]
        self._look_alikes = list(islice(_look_alikes(seed), look_alikes))
        self._given = {"fracture": 0, "look_alike": 0}

    def fracture(self) -> tuple[Micrograph, bool]:
        """Return the next fracture surface, from the first again after the last, and True if it was handed out before."""
        given = self._given["fracture"]
        self._given["fracture"] += 1
        return self._fractures[given % len(self._fractures)], given >= len(self._fractures)

    def earlier_fracture(self, random: np.random.Generator) -> Micrograph | None:
        """Return a fracture surface that was handed out before, or None if none was."""
        used = min(self._given["fracture"], len(self._fractures))
        return self._fractures[int(random.integers(used))] if used else None

    def look_alike(self) -> Micrograph:
        """Return the next surface that is no fracture."""
        self._given["look_alike"] += 1
        return self._look_alikes[(self._given["look_alike"] - 1) % len(self._look_alikes)]


def _look_alikes(seed: int) -> Iterator[Micrograph]:
    random = np.random.default_rng([seed, 37])
    kinds = list(LOOK_ALIKES)
    number = 0
    while True:
        kind = kinds[number % len(kinds)]
        width = exp(random.uniform(log(20e-6), log(2e-3)))
        grey = look_alike(kind, random)
        cover = FeatureCover.everywhere((grey.shape[0], grey.shape[1]), NOT_FRACTURE)
        yield Micrograph(f"{kind}-{seed}-{number}", kind, kind, grey, width / grey.shape[1], cover)
        number += 1
