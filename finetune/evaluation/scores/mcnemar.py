"""McNemar's test."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def mcnemar(first_right: NDArray[np.bool_], second_right: NDArray[np.bool_]) -> dict[str, Any]:
    """Return how often only one of two was right, and the exact two-sided probability of such a split by chance (McNemar 1947).

    Parameters
    ----------
    first_right, second_right
        Whether each decision was right, in the same order.

    Returns
    -------
    dict
        `only_first`, `only_second`, `p`; p is 1 where they never differ.
    """
    from scipy.stats import binomtest

    only_first = int((first_right & ~second_right).sum())
    only_second = int((~first_right & second_right).sum())
    differing = only_first + only_second
    return {
        "only_first": only_first,
        "only_second": only_second,
        "p": float(binomtest(only_first, differing).pvalue) if differing else 1.0,
    }
