"""What a row teaches, read back from its tokens: the check that labels mean what was meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fractoscope.finetune.train.data.row_text import IGNORED
from fractoscope.model.prompting import SlotTokens

HIDDEN = "…"
"""Stands for tokens of the answer that are no lesson."""


@dataclass(frozen=True)
class Lesson:
    """What one row teaches.

    Attributes
    ----------
    question
        Everything before the slots, its picture as one mark.
    slots
        "yes", "no" or "" (nothing is learnt) by the name that stands before each slot.
    answer
        The JSON answer as far as it is learnt; empty for a row of slots only.
    """

    question: str
    slots: dict[str, str]
    answer: str


def decode_labels(ids: Sequence[int], labels: Sequence[int], tokenizer: Any) -> Lesson:
    """Return what a row of a batch teaches, from nothing but its token ids and labels.

    Parameters
    ----------
    ids, labels
        Of one row; padding may follow.
    tokenizer
        That the ids are from.

    Raises
    ------
    ValueError
        If a label stands where none may: in the question, or in a slot with a word that is neither yes nor no.
    """
    tokens = SlotTokens.of(tokenizer)
    places = [place for place, token in enumerate(ids) if token == tokens.neutral]
    words = {tokens.yes: "yes", tokens.no: "no", IGNORED: ""}
    slots: dict[str, str] = {}
    start = 0
    for place in places:
        if labels[place] not in words:
            raise ValueError(f"the slot at {place} has the label {labels[place]}, which is neither yes nor no")
        before = tokenizer.decode(list(ids[start:place]))
        slots[before.rsplit("\n", 1)[-1].removesuffix(":")] = words[labels[place]]
        if not start:
            question = before.rsplit("\n", 2)[0]
        start = place + 1
    if any(label != IGNORED and place < start and place not in places for place, label in enumerate(labels)):
        raise ValueError("a label stands in the question")
    answer, hidden = "", False
    learnt = [place for place in range(start, len(ids)) if labels[place] != IGNORED]
    for place in range(learnt[0], learnt[-1] + 1) if learnt else ():
        if labels[place] == IGNORED:
            answer += "" if hidden else HIDDEN
            hidden = True
            continue
        if labels[place] != ids[place]:
            raise ValueError(f"the answer's label at {place} is not the token that stands there")
        answer, hidden = answer + tokenizer.decode([labels[place]]), False
    return Lesson(question.replace("<|image_pad|>", "", max(0, question.count("<|image_pad|>") - 1)), slots, answer)
