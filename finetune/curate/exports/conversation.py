"""What is asked and answered about a row, in the words that models are trained with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.model.embedded.prompt import rounded_field_width
from fractoscope.model.taxonomy import load_taxonomy


@dataclass(frozen=True)
class Turn:
    """One turn; the picture belongs to the first one, which is the user's."""

    role: Literal["user", "assistant"]
    text: str


Conversation = Callable[[DatasetRow], tuple[Turn, ...]]
"""Makes the turns of a row. Every export takes one, so that all formats ask alike and the words stand in one place."""


def plain_conversation(row: DatasetRow) -> tuple[Turn, ...]:
    """Return one question and its answer in JSON: the features present, those absent, and directions in degrees.

    What is unknown of the row is not asked: a model that learns "no" for what nobody looked for learns a falsehood.
    """
    known = [feature for feature in load_taxonomy().ids if feature in row.present or feature in row.absent]
    width = "unknown" if row.field_width is None else f"{rounded_field_width(row.field_width)} um"
    return (
        Turn("user", f"Fracture surface, field width {width}. Which of these features are visible: {', '.join(known)}? Report as JSON."),
        Turn("assistant", answer_text(row)),
    )


def answer_text(row: DatasetRow) -> str:
    """Return the answer: features present in taxonomy order, and directions in whole degrees from the picture's x axis upwards."""
    from json import dumps
    from math import degrees

    directions = {feature: round(degrees(angle)) % 360 for feature, angle in row.directions.items()}
    return dumps({"features": list(row.present), "directions": directions})
