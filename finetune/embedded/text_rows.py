"""The text half of a training batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.model.embedded.picture_layout import TOKEN_COLUMNS, TOKEN_ROWS
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES, NEUTRAL, NO, YES, answer_json, report_text, slots_text

LENGTH_STEP = 8
IMAGE_TOKENS = TOKEN_ROWS * TOKEN_COLUMNS


@dataclass(frozen=True)
class TextRows:
    """Token ids of a batch with where answers are read.

    Attributes
    ----------
    ids
        Shape (rows, length), int64, padded on the right.
    slots
        Position before each neutral token, shape (rows, features).
    written
        Target ids of the JSON answer, shape (rows, length), -100 where nothing is learnt: the target at a position is the next token.
    """

    ids: NDArray[np.int64]
    slots: NDArray[np.int64]
    written: NDArray[np.int64]


class TextRowMaker:
    """Builds text rows and remembers the tokens of every prompt.

    Parameters
    ----------
    tokenizer
        The embedded model's.
    """

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer
        self.neutral = tokenizer.convert_tokens_to_ids(NEUTRAL)
        self.padding = tokenizer.convert_tokens_to_ids("<|endoftext|>")
        self.yes, self.no = (tokenizer.encode(word)[0] for word in (YES, NO))
        self.known: dict[str, list[int]] = {}
        image = tokenizer.convert_tokens_to_ids("<|image_pad|>")
        self.first_image_token = self.encoded(slots_text(None, True, IMAGE_TOKENS)).index(image)

    def encoded(self, text: str) -> list[int]:
        """Return a text's tokens."""
        if text not in self.known:
            self.known[text] = list(self.tokenizer.encode(text))
        return self.known[text]

    def rows(
        self,
        field_widths: Sequence[float | None],
        whole: Sequence[bool],
        coverage: NDArray[np.float32] | None = None,
        present: float = 0.05,
    ) -> TextRows:
        """Return slot rows, or with coverage (rows, features) rows that go on to the JSON answer."""
        prompts: list[list[int]] = []
        answers: list[list[int]] = []
        for index, (width, is_whole) in enumerate(zip(field_widths, whole, strict=True)):
            if coverage is None:
                prompts.append(self.encoded(slots_text(width, is_whole, IMAGE_TOKENS)))
                answers.append([])
            else:
                prompts.append(self.encoded(report_text(width, is_whole, IMAGE_TOKENS)))
                answers.append(self.encoded(answer_for(coverage[index], present) + "<|im_end|>"))
        longest = max(len(prompt) + len(answer) for prompt, answer in zip(prompts, answers, strict=True))
        # Few different lengths, so that a compiled step is compiled for few shapes.
        step = LENGTH_STEP if coverage is None else 4 * LENGTH_STEP
        length = -(-longest // step) * step
        ids = np.full((len(prompts), length), self.padding, dtype=np.int64)
        written = np.full((len(prompts), length), -100, dtype=np.int64)
        slots = np.empty((len(prompts), len(EMBEDDED_FEATURES)), dtype=np.int64)
        for row, (prompt, answer) in enumerate(zip(prompts, answers, strict=True)):
            end = len(prompt) + len(answer)
            ids[row, :end] = prompt + answer
            written[row, len(prompt) - 1 : end - 1] = answer
            slots[row] = np.flatnonzero(ids[row] == self.neutral) - 1
        return TextRows(ids, slots, written)


def answer_for(coverage: NDArray[np.float32], present: float) -> str:
    """Return the JSON answer for a picture's coverage (features,)."""
    features = [name for name, share in zip(EMBEDDED_FEATURES, coverage, strict=True) if share >= present]
    dominant = EMBEDDED_FEATURES[int(np.argmax(coverage))] if features else None
    return answer_json(features, dominant)
