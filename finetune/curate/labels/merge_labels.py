"""One set of labels out of several for the same picture."""

from collections.abc import Sequence
from math import cos, pi

from fractoscope.finetune.curate.labels.picture_labels import LabelSource, PictureLabels

RANKS: tuple[LabelSource, ...] = ("truth", "person", "teacher")
"""Whose word counts more, first the most."""
APART = pi / 6
"""Directions (rad) further apart than this are a conflict; annotators agree on a line to some 15 degrees at best."""


def merge_labels(labels: Sequence[PictureLabels]) -> PictureLabels:
    """Return the labels of the highest rank, merged: where these say both yes and no, the feature is unknown and listed as a conflict.

    Parameters
    ----------
    labels
        At least one.

    Returns
    -------
    PictureLabels
        A lower rank adds what the higher ones leave open, as a person who looks for one feature does not unsay the others;
        the source named is the highest one.
    """
    ranked = sorted(labels, key=lambda one: RANKS.index(one.source))
    present: set[str] = set()
    absent: set[str] = set()
    conflicts: set[str] = {feature for one in labels for feature in one.conflicts}
    directions: dict[str, float] = {}
    used: list[PictureLabels] = []
    for rank in RANKS:
        mine = [one for one in ranked if one.source == rank]
        settled = present | absent | conflicts
        yes = {feature for one in mine for feature in one.present} - settled
        no = {feature for one in mine for feature in one.absent} - settled
        conflicts |= yes & no
        present |= yes - no
        absent |= no - yes
        for feature in yes - no:
            angles = [one.directions[feature] for one in mine if feature in one.directions]
            if angles and all(cos(angle - angles[0]) >= cos(APART) for angle in angles):
                directions[feature] = angles[0]
        used += [one for one in mine if one.present & present]
    return PictureLabels(
        present=frozenset(present),
        absent=frozenset(absent),
        directions=directions,
        source=ranked[0].source,
        doubt=max((one.doubt for one in used), default=0.0),
        conflicts=tuple(sorted(conflicts)),
    )
