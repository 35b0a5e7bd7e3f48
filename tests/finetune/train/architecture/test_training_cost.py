"""Numbers of weights and memory against what is known of the family."""

import pytest

from fractoscope.finetune.train.architecture.qwen_shapes import SHAPES, empty_network
from fractoscope.finetune.train.architecture.training_cost import count_weights, memory_estimate, step_flops
from fractoscope.finetune.train.recipes import RECIPES, LoraSettings, load_recipe


@pytest.mark.parametrize("name", SHAPES)
def test_weights_are_counted_as_the_network_has_them(name: str):
    """Pins a shape whose width is wrong: every estimate of memory and speed would be."""
    network = empty_network(SHAPES[name])
    true = sum(value.numel() for value in network.parameters())
    assert count_weights(SHAPES[name], LoraSettings(rank=8, alpha=8)).total == pytest.approx(true, rel=3e-3)


@pytest.mark.parametrize(("rank", "adapters"), [(16, 135.4e6), (64, 541.7e6)])
def test_adapters_of_32b_have_the_size_that_is_known(rank: int, adapters: float):
    """Pins an adapter that is counted twice, or without its mergers."""
    assert count_weights(SHAPES["32b"], LoraSettings(rank=rank, alpha=1)).adapters == pytest.approx(adapters, rel=1e-3)


@pytest.mark.parametrize("name", [name for name in RECIPES if name != "embedded"])
def test_every_recipe_fits_its_device(name: str):
    """Pins a recipe that cannot run where it says, at the largest picture that it allows."""
    recipe = load_recipe(name)
    estimate = memory_estimate(recipe, SHAPES[recipe.shape], 1024 + 600, 1024, 120)
    assert estimate["total"] < 0.95 * recipe.place.device_GiB
    assert estimate["total"] == pytest.approx(sum(value for part, value in estimate.items() if part != "total"))


def test_without_adapters_in_the_tower_it_only_runs_forward():
    """Pins a share of the device's arithmetic that counts work nobody did."""
    shape, tokens = SHAPES["8b"], 1000
    frozen, adapted = (step_flops(shape, LoraSettings(rank=1, alpha=1, vision=vision), tokens, 500) for vision in (False, True))
    weights = count_weights(shape, LoraSettings(rank=1, alpha=1))
    assert frozen == 4 * weights.text * tokens + 2 * weights.vision * 2000
    assert adapted - frozen == 2 * weights.vision * 2000
