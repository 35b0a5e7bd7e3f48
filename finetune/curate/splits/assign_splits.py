"""Dealing groups of pictures out to the parts of a dataset."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fractoscope.finetune.curate.records import Split
from fractoscope.finetune.curate.splits.split_plan import SplitPlan

HELD_OUT: tuple[Split, ...] = ("benchmark", "calibration", "validation")
OVERSHOOT = 1.1
"""A part may become this much larger than asked, so that a paper of many pictures does not end the search."""


@dataclass(frozen=True)
class Group:
    """Pictures that must stay together: one paper or several that share copies.

    Attributes
    ----------
    pictures
        Their numbers.
    features
        How many of them show each feature.
    """

    pictures: tuple[int, ...]
    features: Mapping[str, int]


def assign_splits(groups: Sequence[Group], plan: SplitPlan) -> list[Split]:
    """Return the part of each group.

    In the order of a seeded shuffle that puts groups with rare features first, each goes to the held-out part that lacks most of what it
    shows, measured against the share that the part is to have of every feature. A group that no part lacks, or that would overfill it, is
    trained on; so is one without which fewer than two pictures of a feature would be left for training.

    Parameters
    ----------
    groups
        All of them.
    plan
        Sizes.
    """
    total = sum(len(group.pictures) for group in groups)
    wanted = plan.wanted(total)
    support = Counter[str]()
    for group in groups:
        support.update(group.features)
    filled: dict[str, int] = dict.fromkeys(wanted, 0)
    shown: dict[str, Counter[str]] = {name: Counter() for name in wanted}
    parts: list[Split] = ["train"] * len(groups)
    random = np.random.default_rng([plan.seed, 41])
    order = [int(number) for number in random.permutation(len(groups))]
    order.sort(key=lambda number: min((support[feature] for feature in groups[number].features), default=total))
    for number in order:
        group = groups[number]
        gains = {name: _gain(group, name, wanted, filled, shown, support, total) for name in HELD_OUT}
        best = max(HELD_OUT, key=lambda name: gains[name])
        if gains[best] > 0:
            parts[number] = best
            filled[best] += len(group.pictures)
            shown[best].update(group.features)
    # Rare features alone leave parts short where most pictures are of common ones; what is missing is filled with any group that fits.
    for name in HELD_OUT:
        for number in reversed(order):
            group = groups[number]
            if parts[number] == "train" and filled[name] < wanted[name] and filled[name] + len(group.pictures) <= OVERSHOOT * wanted[name]:
                parts[number] = name
                filled[name] += len(group.pictures)
    return parts


def _gain(
    group: Group,
    name: str,
    wanted: Mapping[str, int],
    filled: Mapping[str, int],
    shown: Mapping[str, Counter[str]],
    support: Mapping[str, int],
    total: int,
) -> float:
    """Return how much of what a part lacks a group brings, each feature counting by its rarity; 0 or less if it does not fit."""
    if filled[name] + len(group.pictures) > OVERSHOOT * wanted[name] or filled[name] >= wanted[name]:
        return 0.0
    share = wanted[name] / max(total, 1)
    gain = 0.0
    for feature, count in group.features.items():
        # At least two of a feature stay for training before any is held out.
        left = support[feature] - sum(counts[feature] for counts in shown.values()) - count
        target = max(1.0, share * support[feature])
        lack = target - shown[name][feature]
        if left < 2:
            return 0.0
        gain += min(count, max(lack, 0.0)) / target - max(0.0, count - max(lack, 0.0)) / target / 2
    return gain
