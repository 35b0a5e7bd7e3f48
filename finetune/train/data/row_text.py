"""Tokens and labels of one row."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.train.data.seen_picture import SeenPicture
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.model.prompting import SlotPrompt, SlotTokens, written_report

IGNORED = -100
UNKNOWN = -1


@dataclass(frozen=True)
class RowText:
    """One row as tokens. A label stands at its own token's place and is scored from the token before.

    Attributes
    ----------
    ids, labels
        Shape (length,), int64. In a slot the id is the neutral token and the label yes or no; -100 where nothing is learnt.
    weights
        Shape (length,), float32: of each label in the loss.
    slots
        Places of the neutral tokens, shape (features,), int64.
    states
        Shape (features,), int64: 1 present, 0 absent, -1 unknown.
    """

    ids: NDArray[np.int64]
    labels: NDArray[np.int64]
    weights: NDArray[np.float32]
    slots: NDArray[np.int64]
    states: NDArray[np.int64]


class RowTextMaker:
    """Writes the rows of a recipe.

    Parameters
    ----------
    recipe
        Its vocabulary, form of the answer, and weights of slots and of the answer's tokens.
    tokenizer
        A fast tokenizer with Qwen's special tokens.

    Raises
    ------
    ValueError
        If yes, no or the neutral token is not a single token.
    """

    def __init__(self, recipe: Recipe, tokenizer: Any) -> None:
        self.recipe = recipe
        self.tokenizer = tokenizer
        self.tokens = SlotTokens.of(tokenizer)
        self.prompt = SlotPrompt(recipe.features)
        self.directional, self.axial = frozenset(recipe.directional), frozenset(recipe.axial)

    def row(self, seen: SeenPicture, image_tokens: int, *, writes: bool, weight: float = 1.0) -> RowText:
        """Return a row.

        Parameters
        ----------
        seen
            The picture with its labels.
        image_tokens
            How many tokens stand for it.
        writes
            True goes on to the JSON answer.
        weight
            Of the row in the loss.

        Raises
        ------
        ValueError
            If tokens of the picture or slots were lost on the way.
        """
        compose = self.prompt.report_text if writes else self.prompt.slots_text
        prompt = self._encoded(compose(seen.field_width, seen.whole, image_tokens))
        answer, answer_labels = self._answer(seen) if writes else ([], [])
        ids = np.array(prompt + answer, dtype=np.int64)
        labels = np.full(len(ids), IGNORED, dtype=np.int64)
        labels[len(prompt) :] = answer_labels
        weights = np.where(labels == IGNORED, 0.0, self.recipe.loss.json_tokens * weight).astype(np.float32)
        slots = np.flatnonzero(ids == self.tokens.neutral)
        features = self.prompt.features
        if len(slots) != len(features) or int((ids == self.tokens.image).sum()) != image_tokens:
            raise ValueError(f"a row has {len(slots)} slots for {len(features)} features, or lost tokens of its picture")
        states = np.array([1 if name in seen.present else 0 if name in seen.absent else UNKNOWN for name in features], dtype=np.int64)
        known = states != UNKNOWN
        labels[slots[known]] = np.where(states[known] == 1, self.tokens.yes, self.tokens.no)
        weights[slots[known]] = self.recipe.loss.slots * weight
        return RowText(ids, labels, weights, slots, states)

    def _answer(self, seen: SeenPicture) -> tuple[list[int], list[int]]:
        """Return tokens and labels of the answer and its end."""
        report = written_report(
            self.prompt.features, seen.present, seen.absent, self.recipe.answer, seen.directions, self.directional, self.axial
        )
        encoded = self.tokenizer(f"{report.text}<|im_end|>", add_special_tokens=False, return_offsets_mapping=True)
        ids = list(encoded["input_ids"])
        labels = [
            IGNORED if any(start < high and end > low for low, high in report.unsure) else token
            for token, (start, end) in zip(ids, encoded["offset_mapping"], strict=True)
        ]
        return ids, labels

    def _encoded(self, text: str) -> list[int]:
        return list(self.tokenizer.encode(text, add_special_tokens=False))
