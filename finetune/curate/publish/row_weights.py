"""Weights of training rows, so that rare features are not drowned."""

from collections import Counter
from collections.abc import Iterable, Sequence

HEAVIEST = 4.0
"""Largest weight: beyond it one wrong label of a rare feature would steer the training."""


def row_weights(present: Sequence[Iterable[str]]) -> list[float]:
    """Return the weight of each training row.

    Parameters
    ----------
    present
        Features of each row.

    Returns
    -------
    list
        The square root of the median support over that of the row's rarest feature, between 1 and 4: half way between no weights and
        full inverse frequency, as Mahajan et al. (ECCV 2018, section 2.2) resample hashtags. Rows without a feature weigh 1.
    """
    rows = [tuple(features) for features in present]
    support = Counter(feature for features in rows for feature in set(features))
    if not support:
        return [1.0] * len(rows)
    counts = sorted(support.values())
    typical = counts[len(counts) // 2]
    rarest = [min((support[feature] for feature in features), default=typical) for features in rows]
    return [round(min(HEAVIEST, max(1.0, (typical / count) ** 0.5)), 4) for count in rarest]
