"""Band powers of each cell of a picture, which the vision tower is asked to predict. Import it only where torch may be loaded."""

from itertools import pairwise
from math import pi

import torch
from torch import Tensor, nn

from fractoscope.model.embedded.picture_layout import MERGE, PATCH

RADII = (0.03, 0.07, 0.14, 0.25, 0.5)
ORIENTATIONS = 6


class CellSpectrum(nn.Module):
    """Logarithm of the power in 4 rings x 6 orientations of the windowed spectrum of each 32 x 32 px cell.

    They are what a filter-statistics classifier works from: predicting them makes the tower measure texture early in its training.
    """

    bands: Tensor
    window: Tensor

    def __init__(self) -> None:
        super().__init__()
        side = MERGE * PATCH
        rows, columns = torch.meshgrid(torch.fft.fftfreq(side), torch.fft.rfftfreq(side), indexing="ij")
        radius = torch.hypot(rows, columns)
        turn = (torch.atan2(rows, columns) % pi) / pi * ORIENTATIONS
        bands = []
        for low, high in pairwise(RADII):
            ring = (radius >= low) & (radius < high)
            bands += [(ring & ((turn.round() % ORIENTATIONS) == k)).float().flatten() for k in range(ORIENTATIONS)]
        stacked = torch.stack(bands, dim=1)
        window = torch.hann_window(side, periodic=False)
        self.register_buffer("bands", stacked / stacked.sum(0).clamp(min=1), persistent=False)
        self.register_buffer("window", torch.outer(window, window), persistent=False)

    @property
    def count(self) -> int:
        """Number of bands."""
        return (len(RADII) - 1) * ORIENTATIONS

    def forward(self, patches: Tensor) -> Tensor:
        """Return band powers (pictures, 48, bands), standardised over the batch, of patches (pictures, 192, 256)."""
        side = MERGE * PATCH
        cells = patches.view(len(patches), -1, MERGE, MERGE, PATCH, PATCH).transpose(3, 4).reshape(len(patches), -1, side, side)
        spectrum = torch.fft.rfft2((cells - cells.mean((2, 3), keepdim=True)) * self.window)
        power = (spectrum.real.square() + spectrum.imag.square()).flatten(2) @ self.bands
        logarithm = torch.log(power + 1e-2)
        return (logarithm - logarithm.mean((0, 1))) / (logarithm.std((0, 1)) + 1e-3)
