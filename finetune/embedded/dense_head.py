"""Heads that teach the vision tower and are thrown away after training. Import it only where torch may be loaded."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from fractoscope.finetune.embedded.picture_labels import BORDERLINE, PRESENT


class DenseHead(nn.Module):
    """Reads coverage of each cell, presence in the picture, and band powers off the visual tokens.

    Parameters
    ----------
    width
        Of a visual token.
    features, bands
        Number of features and of band powers.
    """

    def __init__(self, width: int, features: int, bands: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.cells = nn.Linear(width, features)
        self.picture = nn.Linear(2 * width, features)
        self.bands = nn.Linear(width, bands)

    def forward(self, tokens: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return logits of cells (pictures, 48, features), of pictures (pictures, features), and band powers."""
        normal = self.norm(tokens.float())
        pooled = torch.cat([normal.mean(1), normal.amax(1)], dim=1)
        return self.cells(normal), self.picture(pooled), self.bands(normal)

    def loss(self, tokens: Tensor, coverage: Tensor, spectrum: Tensor, spectrum_weight: float) -> tuple[Tensor, Tensor]:
        """Return the loss, and the logits of pictures for the record."""
        cells, picture, bands = self(tokens)
        dense = functional.binary_cross_entropy_with_logits(cells, coverage)
        shares = coverage.mean(1)
        clear = (shares <= BORDERLINE[0]) | (shares >= BORDERLINE[1])
        whole = functional.binary_cross_entropy_with_logits(picture, (shares >= PRESENT).float(), reduction="none")
        loss = dense + 0.5 * (whole * clear).sum() / clear.sum().clamp(min=1)
        if spectrum_weight > 0:
            loss = loss + spectrum_weight * functional.mse_loss(bands, spectrum)
        return loss, picture.detach()
