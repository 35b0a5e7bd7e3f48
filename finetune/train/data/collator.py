"""Rows to batches. Import it only where torch may be loaded."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.train.data.dataset_version import DatasetVersion
from fractoscope.finetune.train.data.picture_maker import PictureMaker
from fractoscope.finetune.train.data.row_text import IGNORED, RowText, RowTextMaker
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.instruments.errors import BadFile


class RowCollator:
    """Opens, turns and changes pictures, writes texts, and pads them on the right.

    What is drawn for a row depends on seed, epoch and row alone: not on batch, process or what came before, so that a resumed run, or
    one with more processes, sees the same.

    Parameters
    ----------
    recipe
        Of the run.
    dataset
        The rows.
    processor
        Of the base; its image processor's `size` bounds the pictures.
    """

    def __init__(self, recipe: Recipe, dataset: DatasetVersion, processor: Any) -> None:
        self.recipe = recipe
        self.dataset = dataset
        self.image_processor = processor.image_processor
        bounds = {"shortest_edge": recipe.pictures.least_pixels, "longest_edge": recipe.pictures.most_pixels}
        self.image_processor.size = type(self.image_processor.size)(**bounds)
        self.pictures = PictureMaker(recipe.pictures)
        self.texts = RowTextMaker(recipe, processor.tokenizer)
        self.epoch = 0

    def __call__(self, items: Sequence[dict[str, Any]]) -> dict[str, Tensor]:
        """Return a batch of rows named by `split` and `index`; rows of the split "train" are changed, others shown as they are."""
        rows, patches, grids = [], [], []
        for item in items:
            row = self.dataset.rows[item["split"]][item["index"]]
            text, pixels, grid = self.example(row, item["index"] if item["split"] == "train" else None)
            rows.append(text)
            patches.append(pixels)
            grids.append(grid)
        return self.batch(rows, torch.cat(patches), torch.cat(grids))

    def example(self, row: DatasetRow, number: int | None) -> tuple[RowText, Tensor, Tensor]:
        """Return text, patches and grid of one row; `number` is its place in the training split, or None to show it as it is.

        Raises
        ------
        BadFile
            If the picture cannot be read.
        ValueError
            If the picture came out larger than the recipe allows.
        """
        random = None if number is None else np.random.default_rng([self.recipe.seed, self.epoch, number])
        writes = random is None or random.random() < self.recipe.loss.json_share
        seen = self.pictures.make(self.dataset.picture(row), row, random)
        image = Image.fromarray(seen.grey).convert("RGB")
        try:
            prepared = self.image_processor(images=[image], return_tensors="pt")
        except ValueError as error:
            reason = f"cannot be brought to the model's size ({error})"
            raise BadFile(path=str(self.dataset.picture(row)), reason=reason, remedy="leave its row out of the dataset") from error
        grid = prepared["image_grid_thw"]
        tokens = int(grid.prod()) // self.image_processor.merge_size**2
        cell = (self.image_processor.patch_size * self.image_processor.merge_size) ** 2
        if tokens * cell > self.recipe.pictures.most_pixels:
            raise ValueError(f"{row.id}: {tokens} visual tokens of {cell} pixels exceed most_pixels = {self.recipe.pictures.most_pixels}")
        text = self.texts.row(seen, tokens, writes=writes, weight=row.weight)
        return text, prepared["pixel_values"], grid

    def batch(self, rows: Sequence[RowText], patches: Tensor, grids: Tensor) -> dict[str, Tensor]:
        """Return padded tensors of rows whose pictures stand in `patches` one after another."""
        length = max(len(row.ids) for row in rows)
        tokens = self.texts.tokens

        def padded(arrays: Sequence[Any], fill: float) -> Tensor:
            return torch.from_numpy(np.stack([np.pad(array, (0, length - len(array)), constant_values=fill) for array in arrays]))

        ids = padded([row.ids for row in rows], tokens.padding)
        return {
            "input_ids": ids,
            "attention_mask": padded([np.ones(len(row.ids), np.int64) for row in rows], 0),
            "mm_token_type_ids": (ids == tokens.image).int(),
            "pixel_values": patches,
            "image_grid_thw": grids,
            "labels": padded([row.labels for row in rows], IGNORED),
            "label_weights": padded([row.weights for row in rows], 0.0),
            "slots": torch.from_numpy(np.stack([row.slots for row in rows])),
            "states": torch.from_numpy(np.stack([row.states for row in rows])),
        }
