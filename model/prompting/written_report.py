"""The JSON answer that a model learns to write, and which of its characters it may learn from."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import degrees
from typing import Literal

AnswerForm = Literal["dominant", "directions"]
"""`dominant` is the embedded model's form; `directions` gives the angle of each feature that has one."""

STEP = 15
"""Angles are written in steps of so many degrees: a person does not read them finer."""


@dataclass(frozen=True)
class WrittenReport:
    """A text with the parts that are certain.

    Attributes
    ----------
    text
        Of the answer.
    unsure
        Half-open ranges of characters that the labels do not decide; nothing is learnt there.
    """

    text: str
    unsure: tuple[tuple[int, int], ...] = ()


def written_report(
    features: Sequence[str],
    present: Collection[str],
    absent: Collection[str],
    form: AnswerForm,
    directions: Mapping[str, float] | None = None,
    directional: Collection[str] = (),
    axial: Collection[str] = (),
) -> WrittenReport:
    """Return the answer for a picture.

    A list of features says of every feature that it leaves out that it is not there. Where features of unknown state lie between
    two entries of the list, what follows them is therefore no lesson.

    Parameters
    ----------
    features
        The vocabulary, in the order in which features are written.
    present, absent
        What is known; features in neither are unknown.
    form
        Of the answer.
    directions
        Angles (rad, from the picture's x axis towards its upper edge).
    directional
        Features that have a direction: where one of them is present and its angle is not known, the angles are no lesson.
    axial
        Those that lie along a line without a sense: their angles are written below 180 degrees.
    """
    parts: list[tuple[str, bool]] = [('{"features": [', True)]
    written: list[str] = []
    gap = False
    for feature in features:
        if feature in present:
            parts.append((f"{', ' if written else ''}{json.dumps(feature)}", not gap))
            written.append(feature)
            gap = False
        elif feature not in absent:
            gap = True
    parts.append(("], ", not gap))
    if form == "dominant":
        # Which of several features covers most is not in a row's labels.
        sure = len(written) < 2 and set(features) <= {*present, *absent}
        parts += [('"dominant": ', True), (json.dumps(written[0] if written else None), sure), ("}", True)]
    else:
        angles = directions or {}
        known = {name: whole_degrees(angles[name]) % (180 if name in axial else 360) for name in written if name in angles}
        sure = all(name in known for name in written if name in directional)
        parts += [('"directions": ', True), (json.dumps(known), sure), ("}", True)]
    text, unsure = "", []
    for part, learnt in parts:
        if not learnt:
            unsure.append((len(text), len(text) + len(part)))
        text += part
    return WrittenReport(text, tuple(unsure))


def whole_degrees(angle: float) -> int:
    """Return an angle (rad) in degrees from 0 to below 360, in steps of 15."""
    return round(degrees(angle) / STEP) * STEP % 360
