"""Patches as a matrix product. Import it only where torch may be loaded."""

from typing import Any

from torch import Tensor, nn
from torch.nn import functional


class FlatPatches(nn.Module):
    """Computes what a convolution over disjoint patches computes, as one matrix product over the same weights.

    `from_pretrained` can do that by itself; for a network made from a configuration it is done here.

    Parameters
    ----------
    patch_embed
        Of a Qwen3-VL, with its convolution `proj`.
    """

    def __init__(self, patch_embed: Any) -> None:
        super().__init__()
        self.proj = patch_embed.proj

    def forward(self, patches: Tensor) -> Tensor:
        """Return embeddings (patches, width) of patches (patches, values)."""
        weight = self.proj.weight.flatten(1)
        return functional.linear(patches.to(weight.dtype), weight, self.proj.bias)
