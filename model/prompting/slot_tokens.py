"""The tokens that slots are read with."""

from dataclasses import dataclass
from typing import Any

from fractoscope.model.embedded.prompt import NEUTRAL, NO, YES
from fractoscope.model.prompting.slot_prompt import IMAGE


@dataclass(frozen=True)
class SlotTokens:
    """Token ids of one tokenizer.

    Attributes
    ----------
    yes, no
        Of the two answers.
    neutral
        Of what stands in every slot.
    image, padding
        Of a picture's place, and of what fills a batch.
    """

    yes: int
    no: int
    neutral: int
    image: int
    padding: int

    @classmethod
    def of(cls, tokenizer: Any) -> "SlotTokens":
        """Return the ids.

        Raises
        ------
        ValueError
            If one of the words is not a single token: its probability could then not be read from one position.
        """
        ids = []
        for word in (YES, NO, NEUTRAL, IMAGE, "<|endoftext|>"):
            found = tokenizer.encode(word, add_special_tokens=False)
            if len(found) != 1:
                raise ValueError(f"{word!r} is {len(found)} tokens and must be one; slots cannot be read with this tokenizer")
            ids.append(int(found[0]))
        return cls(*ids)
