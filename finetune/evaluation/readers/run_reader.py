"""Base and adapter of a run of fine-tuning, read by their slots. Import it only where torch may be loaded."""

import json
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.evaluation.predictions.prediction import Prediction
from fractoscope.finetune.evaluation.readers.picture_reader import PictureReader
from fractoscope.finetune.evaluation.readers.tagger_reader import TaggerReader
from fractoscope.finetune.train.data.row_text import RowTextMaker
from fractoscope.finetune.train.data.seen_picture import SeenPicture
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.finetune.train.run.base_model import BaseModel, load_base
from fractoscope.finetune.train.run.fine_tune import ADAPTER, WEIGHTS
from fractoscope.finetune.train.run.merge_adapter import with_adapter
from fractoscope.finetune.train.run.quiet_libraries import quiet_libraries
from fractoscope.finetune.train.run.run_record import FILE
from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values import Frame
from fractoscope.model.embedded.tagger import EmbeddedTagger
from fractoscope.model.embedded.weights_folder import checksum

EVEN = 0.5
"""Probability from which a slot counts as said: even odds, as in the scores on the validation split. These probabilities are raw."""


class SlotsReader:
    """Reads a picture at its own shape through a network's slots, uncalibrated.

    Parameters
    ----------
    name
        What the result calls it.
    recipe
        Of the run: features and bounds of the picture.
    network, processor
        From `load_base`, with an adapter or without.
    fingerprint
        Of base and adapter.
    """

    def __init__(self, name: str, recipe: Recipe, network: Any, processor: Any, fingerprint: str) -> None:
        self._name, self._recipe, self._network, self._fingerprint = name, recipe, network.eval(), fingerprint
        self._images = processor.image_processor
        bounds = {"shortest_edge": recipe.pictures.least_pixels, "longest_edge": recipe.pictures.most_pixels}
        self._images.size = type(self._images.size)(**bounds)
        self._texts = RowTextMaker(recipe, processor.tokenizer)

    @property
    def features(self) -> tuple[str, ...]:
        """Those of the recipe."""
        return self._recipe.features

    def identity(self) -> dict[str, Any]:
        """Return recipe and fingerprint of what it reads with."""
        return {"name": self._name, "recipe": self._recipe.name, "fingerprint": self._fingerprint, "threshold": EVEN}

    def read(self, row_id: str, frame: Frame) -> Prediction:
        """Return what the slots say."""
        started = perf_counter()
        try:
            odds = self._log_odds(np.asarray(frame.pixels, np.uint8), frame.metadata.field_width)
        except ValueError as error:
            # Pictures of extreme shape cannot be brought to the model's size.
            return Prediction(id=row_id, fault=" ".join(str(error).split())[:200], seconds=perf_counter() - started)
        probability = 1.0 / (1.0 + np.exp(-np.clip(odds, -50.0, 50.0)))
        named = {name: float(value) for name, value in zip(self.features, probability, strict=True)}
        said = sorted((name for name, value in named.items() if value >= EVEN), key=lambda name: -named[name])
        return Prediction(id=row_id, said=tuple(said), probabilities=named, seconds=perf_counter() - started)

    def _log_odds(self, grey: NDArray[np.uint8], width: float | None) -> NDArray[np.float64]:
        """Return log-odds (features,): the answer in a slot is read from the token before it."""
        import torch
        from PIL import Image

        prepared = self._images(images=[Image.fromarray(grey).convert("RGB")], return_tensors="pt")
        grid = prepared["image_grid_thw"]
        tokens = int(grid.prod()) // self._images.merge_size**2
        text = self._texts.row(SeenPicture(grey, width, True, frozenset(), frozenset(), {}), tokens, writes=False)
        ids = torch.from_numpy(text.ids)[None]
        device, kind = next(self._network.parameters()).device, next(self._network.parameters()).dtype
        with torch.no_grad():
            logits = self._network(
                input_ids=ids.to(device),
                attention_mask=torch.ones_like(ids).to(device),
                mm_token_type_ids=(ids == self._texts.tokens.image).int().to(device),
                pixel_values=prepared["pixel_values"].to(device, kind),
                image_grid_thw=grid.to(device),
            ).logits[0, text.slots - 1]
        odds = logits[:, self._texts.tokens.yes] - logits[:, self._texts.tokens.no]
        return np.asarray(odds.float().cpu().numpy(), np.float64)


def run_reader(run: Path, name: str = "", base_folder: Path | None = None) -> PictureReader:
    """Return the reader of a finished run of `fractoscope train lora`.

    Parameters
    ----------
    run
        Its folder.
    name
        What the result calls it; by default the folder's name.
    base_folder
        Where its base lies, if it is neither the shipped model nor in the Hub's cache.

    Raises
    ------
    BadFile
        If the folder holds no finished run, or its base is not there.
    """
    try:
        record = json.loads((run / FILE).read_text("utf-8"))
        recipe = Recipe.model_validate(record["recipe"])
        finished = record["outcome"] == "finished"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadFile(path=str(run), reason="no run of fine-tuning in it", remedy="name the --out of a `fractoscope train lora`") from error
    if not finished:
        raise BadFile(path=str(run), reason="the run is not finished", remedy="go on with the same `fractoscope train lora`")
    if recipe.base == "embedded":
        return TaggerReader(EmbeddedTagger(run / WEIGHTS), name or run.name)
    base = BaseModel.found(recipe, base_folder)
    network, processor = load_base(base, recipe)
    with quiet_libraries():
        adapted = with_adapter(network, run / ADAPTER)
    adapter = checksum(run / ADAPTER / "adapter_model.safetensors")
    return SlotsReader(name or run.name, recipe, adapted, processor, f"{base.fingerprint} {adapter}")
