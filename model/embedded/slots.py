"""Reading all features from one prefill. Import it only where torch may be loaded."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from fractoscope.model.embedded.loaded_network import LoadedNetwork
from fractoscope.model.embedded.picture_layout import PATCH, PICTURE_COLUMNS, PICTURE_ROWS, TOKEN_COLUMNS, TOKEN_ROWS, patches_of
from fractoscope.model.embedded.prompt import NEUTRAL, NO, YES, slots_text

IMAGE_TOKENS = TOKEN_ROWS * TOKEN_COLUMNS
COPIES = 6
"""Colour times time: how often Qwen's patch embedding sees a grey value."""


class SlotReader:
    """Reads log-odds of yes against no just before each neutral token.

    Parameters
    ----------
    loaded
        Network and processor.
    """

    def __init__(self, loaded: LoadedNetwork) -> None:
        self.network = loaded.network
        self.tokenizer = loaded.processor.tokenizer
        self.neutral = self.tokenizer.convert_tokens_to_ids(NEUTRAL)
        self.image = self.tokenizer.convert_tokens_to_ids("<|image_pad|>")
        self.padding = self.tokenizer.convert_tokens_to_ids("<|endoftext|>")
        self.yes, self.no = (self.tokenizer.encode(word)[0] for word in (YES, NO))

    def read(self, pictures: NDArray[np.uint8], field_widths: Sequence[float | None], whole: Sequence[bool]) -> NDArray[np.float64]:
        """Return log-odds, shape (pictures, features).

        Parameters
        ----------
        pictures
            Shape (pictures, 192, 256), uint8, from `pictures_of`.
        field_widths
            Of each picture (m), None where there is no scale.
        whole
            True for a whole frame, False for a tile.
        """
        prompts = [
            self.tokenizer.encode(slots_text(width, is_whole, IMAGE_TOKENS)) for width, is_whole in zip(field_widths, whole, strict=True)
        ]
        length = max(map(len, prompts))
        ids = torch.tensor([prompt + [self.padding] * (length - len(prompt)) for prompt in prompts])
        patches = torch.from_numpy(patches_of(pictures)).flatten(0, 1).repeat(1, COPIES)
        grid = torch.tensor([[1, PICTURE_ROWS // PATCH, PICTURE_COLUMNS // PATCH]]).expand(len(pictures), -1)
        slots = (ids == self.neutral).nonzero()
        with torch.inference_mode():
            # Rows are padded on the right and attention is causal, so no slot sees the padding.
            hidden = self.network.model(
                input_ids=ids,
                pixel_values=patches,
                image_grid_thw=grid,
                mm_token_type_ids=(ids == self.image).int(),
                use_cache=False,
            ).last_hidden_state
            before = hidden[slots[:, 0], slots[:, 1] - 1].view(len(pictures), -1, hidden.shape[-1])
            answers = before @ (self.network.lm_head.weight[self.yes] - self.network.lm_head.weight[self.no])
        return np.asarray(answers.double().numpy(), dtype=np.float64)
