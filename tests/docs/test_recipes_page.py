"""The page on recipes names what there is."""

from pathlib import Path

import pytest

from fractoscope.finetune.train.recipes import (
    RECIPES,
    LoraSettings,
    LossSettings,
    PictureSettings,
    PlaceSettings,
    Recipe,
    ScheduleSettings,
    load_recipe,
)

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "recipes.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", RECIPES)
def test_each_recipe_stands_on_the_page_as_it_is(name: str):
    """Pins a recipe whose rank or batch changed while its page did not."""
    recipe = load_recipe(name)
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |"))
    schedule, place = recipe.schedule, recipe.place
    assert f"rank {recipe.lora.rank};" in row
    assert f"{schedule.micro_batch} × {schedule.accumulation} × {place.processes}" in row


@pytest.mark.parametrize("part", [Recipe, LoraSettings, PictureSettings, LossSettings, ScheduleSettings, PlaceSettings])
def test_each_key_is_documented(part: type[Recipe]):
    """Pins a key that a person can only find in the source."""
    parts = {"lora", "pictures", "loss", "schedule", "place"}
    for name in part.model_fields:
        assert (f"## `[{name}]`" if name in parts else f"| `{name}` |") in PAGE, name
