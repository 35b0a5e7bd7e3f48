"""The same network on many pictures of one size at once. Import it only where torch may be loaded."""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers.vision_utils import get_vision_interpolation_indices_and_weights, get_vision_position_ids

from fractoscope.model.embedded.picture_layout import MERGE, PATCH, PICTURE_COLUMNS, PICTURE_ROWS, TOKEN_COLUMNS, TOKEN_ROWS

PATCHES = (PICTURE_ROWS // PATCH) * (PICTURE_COLUMNS // PATCH)
TOKENS = TOKEN_ROWS * TOKEN_COLUMNS


class BatchedNetwork(nn.Module):
    """A stock network computed for training: one attention call for all pictures, patches of 256 grey values.

    The stock vision tower loops over pictures in each layer, and its patch embedding sees six copies of a grey value; both cost
    several times the arithmetic. The parameters here are the stock network's own, except the patch embedding, whose six copies
    are summed into one `filters` layer and spread again by `write_back`.

    Parameters
    ----------
    network
        A `Qwen3VLForConditionalGeneration` with a patch size of 16, a merge size of 2 and grey pictures in mind.
    """

    place_indices: Tensor
    place_weights: Tensor
    cosine: Tensor
    sine: Tensor

    def __init__(self, network: Any) -> None:
        super().__init__()
        self.network = network
        visual = network.model.visual
        kernel = visual.patch_embed.proj.weight
        self.filters = nn.Linear(PATCH * PATCH, kernel.shape[0])
        with torch.no_grad():
            self.filters.weight.copy_(kernel.sum(dim=(1, 2)).flatten(1))
            self.filters.bias.copy_(visual.patch_embed.proj.bias)
        visual.patch_embed.requires_grad_(False)
        grid = torch.tensor([[1, PICTURE_ROWS // PATCH, PICTURE_COLUMNS // PATCH]])
        indices, weights = get_vision_interpolation_indices_and_weights(
            grid, num_grid_per_side=visual.num_grid_per_side, mode="bilinear", align_corners=True, spatial_merge_size=MERGE, kwargs={}
        )
        cosine, sine = visual.rotary_pos_emb(kernel, get_vision_position_ids(grid, MERGE))
        self.register_buffer("place_indices", indices, persistent=False)
        self.register_buffer("place_weights", weights[:, :, None], persistent=False)
        self.register_buffer("cosine", cosine, persistent=False)
        self.register_buffer("sine", sine, persistent=False)

    def write_back(self) -> None:
        """Put the learned filters into the stock patch embedding, a sixth to each of its colour and time copies."""
        patch_embed = self.network.model.visual.patch_embed.proj
        with torch.no_grad():
            spread = self.filters.weight.view(-1, 1, 1, PATCH, PATCH) / 6
            patch_embed.weight.copy_(spread.expand_as(patch_embed.weight))
            patch_embed.bias.copy_(self.filters.bias)

    def look(self, patches: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Return visual tokens and deepstack features, each (pictures, 48, width), of patches (pictures, 192, 256)."""
        visual = self.network.model.visual
        places = (visual.pos_embed(self.place_indices) * self.place_weights).sum(1)
        filtered = self.filters(patches)
        # Under autocast the residual stream stays in bfloat16, which halves the memory traffic of every layer.
        hidden = filtered + places.to(filtered.dtype)
        deep = []
        for number, block in enumerate(visual.blocks):
            hidden = hidden + self.attend(block.attn, block.norm1(hidden))
            hidden = hidden + block.mlp(block.norm2(hidden))
            if number in visual.deepstack_visual_indexes:
                merger = visual.deepstack_merger_list[visual.deepstack_visual_indexes.index(number)]
                deep.append(merger(hidden).view(len(patches), TOKENS, -1))
        return visual.merger(hidden).view(len(patches), TOKENS, -1), deep

    def attend(self, attention: Any, hidden: Tensor) -> Tensor:
        """Return full attention within each picture; written out because the fused kernel is slow in bfloat16 on a processor."""
        pictures, patches, width = hidden.shape
        heads = attention.num_heads
        split = attention.qkv(hidden).view(pictures, patches, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        query, key = (turned(part, self.cosine, self.sine).flatten(0, 1) for part in (split[0] * attention.scaling, split[1]))
        shares = torch.bmm(query, key.transpose(1, 2)).softmax(-1, dtype=query.dtype)
        mixed = torch.bmm(shares, split[2].flatten(0, 1)).view(pictures, heads, patches, -1)
        projected: Tensor = attention.proj(mixed.transpose(1, 2).reshape(pictures, patches, width))
        return projected

    def read(self, tokens: Tensor, deep: list[Tensor], ids: Tensor, first_image_token: int) -> Tensor:
        """Return the text layers' output (rows, length, width).

        Parameters
        ----------
        tokens, deep
            From `look`.
        ids
            Token ids (rows, length), padded on the right, with the 48 image tokens in the same place in every row.
        first_image_token
            Where they begin.
        """
        language = self.network.model.language_model
        image = slice(first_image_token, first_image_token + TOKENS)
        embedded = language.embed_tokens(ids)
        hidden = torch.cat([embedded[:, : image.start], tokens.to(embedded.dtype), embedded[:, image.stop :]], dim=1)
        positions = self.positions(ids.shape[1], first_image_token)
        rotation = language.rotary_emb(hidden, positions)
        for number, layer in enumerate(language.layers):
            hidden = hidden + attend_causally(layer.self_attn, normal(layer.input_layernorm, hidden), *rotation)
            hidden = hidden + layer.mlp(normal(layer.post_attention_layernorm, hidden))
            if number < len(deep):
                seen = hidden[:, image] + deep[number].to(hidden.dtype)
                hidden = torch.cat([hidden[:, : image.start], seen, hidden[:, image.stop :]], dim=1)
        return normal(language.norm, hidden)

    def positions(self, length: int, first_image_token: int) -> Tensor:
        """Return Qwen's time, row and column positions (3, 1, length) of a row with one picture."""
        start = first_image_token
        rows, columns = torch.meshgrid(torch.arange(TOKEN_ROWS), torch.arange(TOKEN_COLUMNS), indexing="ij")
        image = torch.stack([torch.zeros(TOKENS, dtype=torch.long), rows.flatten(), columns.flatten()]) + start
        before = torch.arange(start).expand(3, -1)
        after = (torch.arange(length - start - TOKENS) + start + max(TOKEN_ROWS, TOKEN_COLUMNS)).expand(3, -1)
        return torch.cat([before, image, after], dim=1)[:, None]


def turned(part: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Return queries or keys (..., patches, head width) turned by their place in the picture."""
    first, second = part.chunk(2, dim=-1)
    return part * cosine.to(part.dtype) + torch.cat((-second, first), dim=-1) * sine.to(part.dtype)


def normal(norm: Any, hidden: Tensor) -> Tensor:
    """Return what one of Qwen's root-mean-square norms returns, in one call instead of five."""
    return functional.rms_norm(hidden, (hidden.shape[-1],), norm.weight.to(hidden.dtype), norm.variance_epsilon)


def attend_causally(attention: Any, hidden: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Return Qwen's text attention for rows without padding before their end, all heads over one shared key and value."""
    rows, length, _ = hidden.shape
    wide = attention.head_dim
    query = turned(normal(attention.q_norm, attention.q_proj(hidden).view(rows, length, -1, wide)).transpose(1, 2), cosine, sine)
    key = turned(normal(attention.k_norm, attention.k_proj(hidden).view(rows, length, 1, wide)).transpose(1, 2), cosine, sine)
    value = attention.v_proj(hidden)
    scores = torch.bmm((query * attention.scaling).reshape(rows, -1, wide), key[:, 0].transpose(1, 2)).view(rows, -1, length, length)
    later = torch.ones(length, length, dtype=torch.bool).triu(1)
    shares = scores.masked_fill(later, float("-inf")).softmax(-1, dtype=scores.dtype).reshape(rows, -1, length)
    mixed = torch.bmm(shares, value).view(rows, -1, length, wide)
    projected: Tensor = attention.o_proj(mixed.transpose(1, 2).reshape(rows, length, -1))
    return projected
