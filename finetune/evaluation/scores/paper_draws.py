"""How results would have varied with other papers."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000


def paper_draws(papers: int, resamples: int = RESAMPLES, seed: int = 0) -> NDArray[np.float64]:
    """Return how often each paper is drawn in each resample, shape (1 + resamples, papers); the first line is what was measured.

    Pictures of one paper show one specimen, one microscope and one hand, and are no independent witnesses: so papers are drawn, with
    all their pictures (cluster bootstrap, Field and Welsh 2007).
    """
    drawn = np.random.default_rng(seed).multinomial(papers, np.full(papers, 1.0 / papers), size=resamples)
    return np.concatenate([np.ones((1, papers)), drawn.astype(np.float64)])


def ratio(upper: NDArray[np.float64], lower: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a ratio, 0 where there is nothing to divide by."""
    return np.asarray(np.divide(upper, lower, out=np.zeros(np.broadcast(upper, lower).shape), where=lower > 0))


def interval(values: Iterable[float]) -> list[float]:
    """Return the 2.5 and 97.5 percentile."""
    low, high = np.percentile(np.asarray(list(values)), (2.5, 97.5))
    return [float(low), float(high)]
