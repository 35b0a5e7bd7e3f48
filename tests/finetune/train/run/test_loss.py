"""The loss of a step is one weighted mean, however the step is split."""

from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.finetune.train.data.collator import RowCollator
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.finetune.train.run.base_model import BaseModel, load_base
from fractoscope.finetune.train.run.loss import NETWORK_INPUTS, logits_where_needed, scored_places, slot_log_odds, weighted_losses


@pytest.fixture(scope="module")
def parts(recipe: Recipe, dataset: DatasetVersion, base: BaseModel) -> tuple[Any, RowCollator]:
    network, processor = load_base(base, recipe)
    return network, RowCollator(recipe, dataset, processor)


def rows(*indices: int) -> list[dict[str, object]]:
    return [{"split": "train", "index": index} for index in indices]


def losses(network: Any, batch: dict[str, Tensor]) -> Tensor:
    places = scored_places(batch)
    with torch.no_grad():
        return sum(weighted_losses(logits_where_needed(network, batch, places), batch, places), torch.zeros(()))


def test_a_label_is_scored_from_the_place_before_it(parts: tuple[Any, RowCollator]):
    """Pins an offset by one, against a plain cross-entropy over all logits of all places."""
    network, collator = parts
    batch = collator(rows(0, 1, 2))
    with torch.no_grad():
        logits = network(**{name: batch[name] for name in NETWORK_INPUTS}).logits[:, :-1]
    plain = functional.cross_entropy(logits.flatten(0, 1), batch["labels"][:, 1:].flatten(), ignore_index=-100, reduction="none")
    assert losses(network, batch) == pytest.approx(float((plain * batch["label_weights"][:, 1:].flatten()).sum()), rel=1e-5)


def test_small_batches_add_up_to_a_large_one(parts: tuple[Any, RowCollator]):
    """Pins a loss that depends on how rows are spread over small batches and processes, or on padding."""
    network, collator = parts
    whole = losses(network, collator(rows(*range(6))))
    split = losses(network, collator(rows(0, 1, 2))) + losses(network, collator(rows(3, 4, 5)))
    assert float(split) == pytest.approx(float(whole), rel=1e-4)


def test_odds_are_read_as_the_tagger_reads_them(parts: tuple[Any, RowCollator]):
    """Pins validation scores of another place than the one that the tagger reads later."""
    from fractoscope.model.embedded.loaded_network import LoadedNetwork
    from fractoscope.model.embedded.slots import SlotReader

    network, collator = parts
    batch = collator([{"split": "validation", "index": 0}])
    places = scored_places(batch)
    tokens = collator.texts.tokens
    with torch.no_grad():
        odds = slot_log_odds(logits_where_needed(network, batch, places), batch, places, tokens.yes, tokens.no)
    row = collator.dataset.rows["validation"][0]
    seen = collator.pictures.make(collator.dataset.picture(row), row)
    reader = SlotReader(LoadedNetwork(network, collator.texts))  # type: ignore[arg-type]
    assert reader.read(seen.grey[None], [seen.field_width], [True])[0].tolist() == pytest.approx(odds[0].tolist(), abs=1e-4)
