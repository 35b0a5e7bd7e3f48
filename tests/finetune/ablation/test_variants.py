"""Tables of variants."""

from pathlib import Path

import pytest

from fractoscope.finetune.ablation import Variant, load_variants
from fractoscope.finetune.train.recipes import RECIPES, load_recipe
from fractoscope.instruments.errors import BadFile


def test_every_shipped_variant_fits_some_shipped_recipe():
    """Pins a table whose keys no recipe has."""
    recipes = [load_recipe(name) for name in RECIPES]
    for variant in load_variants():
        fitting = 0
        for recipe in recipes:
            try:
                fitting += variant.applied(recipe) != recipe or bool(variant.data.model_dump(exclude_defaults=True))
            except BadFile:
                continue
        assert fitting, variant.name


def test_a_variant_changes_the_key_that_it_names_and_no_other():
    """Pins a part of a recipe replaced by its one changed key."""
    recipe = load_recipe("embedded")
    changed = Variant(name="small", question="?", recipe={"lora": {"rank": 4}}).applied(recipe)
    assert changed == recipe.replace(lora=recipe.lora.replace(rank=4))


@pytest.mark.parametrize("change", [{"lora": {"rnk": 4}}, {"base": "Qwen/Qwen3-VL-8B-Instruct"}])
def test_a_change_that_does_not_fit_is_refused(change: dict):
    """Pins a misspelt key that changes nothing, and a recipe that contradicts itself."""
    with pytest.raises(BadFile, match="cannot be changed so"):
        Variant(name="odd", question="?", recipe=change).applied(load_recipe("embedded"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[variants]]\nname = "a"\nquestion = "?"\n', "changes nothing"),
        ('[[variants]]\nname = "recipe"\nquestion = "?"\ndata = { equal_weights = true }\n', "is the name of what"),
        ('[[variants]]\nname = "a"\nquestion = "?"\ndata = { weights = true }\n', "weights"),
        ("variants = 3", "no table"),
        ("variants = []", "no variants"),
        ("[[", "no table"),
    ],
)
def test_a_table_that_is_none_is_refused(tmp_path: Path, text: str, words: str):
    """Pins a long run that fails at its last variant."""
    path = tmp_path / "variants.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadFile, match=words):
        load_variants(path)
    with pytest.raises(BadFile, match="no such table"):
        load_variants(tmp_path / "none.toml")
