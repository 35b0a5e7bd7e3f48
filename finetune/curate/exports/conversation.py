"""What is asked and answered about a row, in the words that models are trained with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.model.embedded.prompt import rounded_field_width
from fractoscope.model.prompting import written_report
from fractoscope.model.taxonomy import DirectionCue, load_taxonomy


@dataclass(frozen=True)
class Turn:
    """One turn; the picture belongs to the first one, which is the user's."""

    role: Literal["user", "assistant"]
    text: str


Conversation = Callable[[DatasetRow], tuple[Turn, ...]]
"""Makes the turns of a row. Every export takes one, so that all formats ask alike and the words stand in one place."""


def plain_conversation(row: DatasetRow) -> tuple[Turn, ...]:
    """Return one question and its answer in JSON: the features present, and directions in degrees.

    What is unknown of the row is not asked: a model that learns "no" for what nobody looked for learns a falsehood.
    """
    taxonomy = load_taxonomy()
    known = [feature for feature in taxonomy.ids if feature in row.present or feature in row.absent]
    axial = [feature for feature in known if taxonomy.feature(feature).cue is DirectionCue.LOCAL_AXIS]
    width = "unknown" if row.field_width is None else f"{rounded_field_width(row.field_width)} um"
    # The same form of answer as in fine-tuning here, so that models trained elsewhere are read alike.
    answer = written_report(known, row.present, row.absent, "directions", row.directions, axial=axial)
    return (
        Turn("user", f"Fracture surface, field width {width}. Which of these features are visible: {', '.join(known)}? Report as JSON."),
        Turn("assistant", answer.text),
    )
