"""Batches of the right shape without pictures or a tokenizer. Import it only where torch may be loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Any

import torch
from torch import Tensor

from fractoscope.finetune.train.architecture.qwen_shapes import QwenShape
from fractoscope.finetune.train.data.row_text import IGNORED
from fractoscope.model.prompting import SlotTokens

WORDS_BEFORE, TOKENS_A_SLOT, TOKENS_OF_ANSWER = 32, 7, 64
"""Tokens of the question, of a slot's line, and of a JSON answer, as Qwen's tokenizer makes them."""


@dataclass(frozen=True)
class RandomTexts:
    """Stands for a collator's texts: the trainer asks it for the two words."""

    tokens: SlotTokens


class RandomBatch:
    """Gives the same batch each time, of random words and patches, whatever rows it is asked for.

    Parameters
    ----------
    shape
        Of the network.
    features
        Number of slots.
    micro_batch, image_tokens
        Pictures, and visual tokens of each; rounded down to a rectangle of even sides.
    ours
        True adds what our loss reads; False gives the inputs and labels alone.
    """

    def __init__(self, shape: QwenShape, features: int, micro_batch: int, image_tokens: int, *, ours: bool) -> None:
        torch.manual_seed(1)
        rows = isqrt(image_tokens)
        self.image_tokens = rows * (image_tokens // rows)
        columns = self.image_tokens // rows
        image = shape.vocabulary - 1 if shape.vocabulary <= 151_656 else 151_655
        self.texts = RandomTexts(SlotTokens(1, 2, 3, image, 0))
        length = 2 + self.image_tokens + WORDS_BEFORE + TOKENS_A_SLOT * features + TOKENS_OF_ANSWER
        ids = torch.randint(4, min(900, shape.vocabulary - 8), (micro_batch, length))
        ids[:, 1] = image - 3
        ids[:, 2 : 2 + self.image_tokens] = image
        ids[:, 2 + self.image_tokens] = image - 2
        first_slot = 2 + self.image_tokens + WORDS_BEFORE
        slots = first_slot + TOKENS_A_SLOT * torch.arange(features) + TOKENS_A_SLOT - 2
        ids[:, slots] = 3
        labels = torch.full_like(ids, IGNORED)
        labels[:, -TOKENS_OF_ANSWER:] = ids[:, -TOKENS_OF_ANSWER:]
        labels[:, slots] = torch.randint(1, 3, (micro_batch, features))
        self.batch: dict[str, Tensor] = {
            "input_ids": ids,
            "attention_mask": torch.ones_like(ids),
            "mm_token_type_ids": (ids == image).int(),
            "pixel_values": torch.randn(micro_batch * 4 * self.image_tokens, 3 * 2 * 16 * 16),
            "image_grid_thw": torch.tensor([[1, 2 * rows, 2 * columns]] * micro_batch),
            "labels": labels,
        }
        if ours:
            self.batch["label_weights"] = (labels != IGNORED).float()
            self.batch["slots"] = slots.expand(micro_batch, -1).contiguous()
            self.batch["states"] = torch.zeros(micro_batch, features, dtype=torch.long)

    def __call__(self, items: Sequence[dict[str, Any]]) -> dict[str, Tensor]:
        """Return the batch."""
        return {name: value.clone() for name, value in self.batch.items()}
