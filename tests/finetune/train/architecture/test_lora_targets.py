"""The pattern of each recipe touches exactly the modules that it says, on the true architecture."""

import re
from functools import cache
from typing import Any

import pytest
from torch import nn

from fractoscope.finetune.train.architecture.lora_targets import check_targets, expected_counts, part_of, target_pattern
from fractoscope.finetune.train.architecture.qwen_shapes import SHAPES, empty_network
from fractoscope.finetune.train.recipes import RECIPES, LoraSettings, load_recipe


@cache
def network(name: str) -> Any:
    return empty_network(SHAPES[name])


def weighted_modules(name: str) -> list[str]:
    """Return the names of all modules that hold a weight of their own."""
    kinds = (nn.Linear, nn.Conv3d, nn.Embedding, nn.LayerNorm)
    return [
        path for path, module in network(name).named_modules() if isinstance(module, kinds) or type(module).__name__.endswith("RMSNorm")
    ]


@pytest.mark.parametrize("name", RECIPES)
def test_the_counts_of_a_recipe_are_those_of_its_architecture(name: str):
    """Pins suffix lists, which adapt no vision module at all and say nothing, on 32 billion weights that are never allocated."""
    recipe = load_recipe(name)
    shape = "tiny" if recipe.shape == "embedded" else recipe.shape
    found = check_targets(weighted_modules(shape), network(shape).config, recipe.lora)
    layers = SHAPES[shape].layers
    assert found["text"] == 7 * layers and found["mergers"] == 2 * (1 + len(SHAPES[shape].deepstack))
    assert found.get("vision", 0) == (4 * SHAPES[shape].vision_layers if recipe.lora.vision else 0)


def test_embeddings_and_heads_are_never_hit():
    """Pins `patch_embed` and `lm_head` under an adapter: the one does not fit a network whose patches are computed otherwise, the other
    is not learnt by the loss."""
    pattern = re.compile(target_pattern(LoraSettings(rank=1, alpha=1, vision=True)))
    hit = [name for name in weighted_modules("32b") if pattern.fullmatch(name)]
    assert not [name for name in hit if any(part in name for part in ("patch_embed", "lm_head", "embed_tokens", "norm", "pos_embed"))]
    assert len(hit) == 448 + 8 + 4 * 27
    for name in ("model.visual.patch_embed.linear_proj", "model.visual.patch_embed.proj", "lm_head"):
        assert not pattern.fullmatch(name) and part_of(name) is None


def test_a_network_that_lacks_a_part_is_refused():
    """Pins a count that nobody compares: the adapter would miss the mergers without a word."""
    names = [name for name in weighted_modules("tiny") if "merger" not in name]
    with pytest.raises(ValueError, match="mergers 0 instead of 4"):
        check_targets(names, network("tiny").config, LoraSettings(rank=1, alpha=1))


def test_parameters_of_adapters_belong_to_their_part():
    """Pins a learning rate that goes to the wrong part, or to none."""
    assert part_of("base_model.model.model.language_model.layers.3.mlp.up_proj.lora_A.default.weight") == "text"
    assert part_of("base_model.model.model.visual.deepstack_merger_list.1.linear_fc2.lora_B.default.weight") == "mergers"
    assert part_of("base_model.model.model.visual.blocks.0.attn.qkv.lora_A.default.weight") == "vision"
    assert expected_counts(network("tiny").config, LoraSettings(rank=1, alpha=1, mergers=False)) == {"text": 21}
