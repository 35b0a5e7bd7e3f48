"""What the embedded model's eye makes of a picture, whichever way it is turned. Import it only where torch may be loaded."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from fractoscope.finetune.curate.duplicates.symmetries import SYMMETRIES, turned
from fractoscope.model.embedded.loaded_network import LoadedNetwork
from fractoscope.model.embedded.picture_layout import PATCH, PICTURE_COLUMNS, PICTURE_ROWS, Window, fitted, four_to_three, patches_of
from fractoscope.model.embedded.weights_folder import SHIPPED, WeightsFolder

COPIES = 6
"""Colour times time: how often Qwen's patch embedding sees a grey value."""


class Embedder:
    """Averages the vision tower's tokens over the picture and over its eight turned copies.

    Parameters
    ----------
    weights
        Folder of the embedded model; the shipped one by default.

    Raises
    ------
    BadFile
        If the weights are missing or altered.
    """

    def __init__(self, weights: Path = SHIPPED) -> None:
        self._tower = LoadedNetwork.from_folder(WeightsFolder.opened(weights).path).network.model.visual

    def embed(self, grey: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return a vector of length 1 for a picture of shape (rows, columns).

        Tokens before the merger are taken: the merger turns them towards words, which all pictures of a feature share.
        """
        views = np.stack([_view(turned(grey, symmetry)) for symmetry in SYMMETRIES])
        patches = torch.from_numpy(patches_of(views)).flatten(0, 1).repeat(1, COPIES)
        grid = torch.tensor([[1, PICTURE_ROWS // PATCH, PICTURE_COLUMNS // PATCH]]).expand(len(views), -1)
        with torch.inference_mode():
            tokens = self._tower(patches, grid_thw=grid).last_hidden_state
        mean = np.asarray(tokens.mean(0).numpy(), np.float32)
        return mean / np.float32(np.linalg.norm(mean) + 1e-9)


def _view(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return fitted(four_to_three(Window(0, 0, *grey.shape)).cut(grey))
