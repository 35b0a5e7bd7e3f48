"""Recipes that ship are sound, and a broken one says where."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from fractoscope.finetune.train.recipes import RECIPES, load_recipe
from fractoscope.instruments.errors import BadFile
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES


def test_the_recipes_that_are_promised_exist():
    """Pins a recipe that was renamed while documents and scripts go on naming it."""
    assert set(RECIPES) == {
        "embedded",
        "qwen3-vl-2b",
        "qwen3-vl-8b",
        "qwen3-vl-32b-h200",
        "qwen3-vl-32b-h100-lora",
        "qwen3-vl-32b-h100-qlora",
        "qwen3-vl-32b-8xh100-fsdp2",
    }
    for name in RECIPES:
        assert load_recipe(name).name == name


def test_every_feature_that_a_model_reads_has_a_slot():
    """Pins a vocabulary that lost a feature, or asks a model for what is measured without one."""
    features = load_recipe("qwen3-vl-8b").features
    assert len(features) == 38 and set(EMBEDDED_FEATURES) <= set(features)
    assert not {"out_of_focus", "charging"} & set(features)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("rank = 16", "lora"),
        ('[lora]\nrank = "many"\nalpha = 1\n', "lora.rank"),
        ("colour = 3\n", "colour"),
        ("=", "not TOML"),
    ],
)
def test_a_broken_file_names_its_key(tmp_path: Path, line: str, says: str):
    """Pins a misspelt key that is passed over: the run would learn something else than its file says."""
    path = tmp_path / "mine.toml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(BadFile, match=says):
        load_recipe(str(path))


def test_an_unknown_name_lists_what_there_is():
    """Pins an error without a way out."""
    with pytest.raises(BadFile, match="qwen3-vl-32b-h200"):
        load_recipe("qwen4")


def test_parts_that_contradict_each_other_are_refused():
    """Pins a quantised base that is sharded, or copies of 32 billion weights on each of eight devices."""
    sharded, quantised = load_recipe("qwen3-vl-32b-8xh100-fsdp2"), load_recipe("qwen3-vl-32b-h100-qlora")
    with pytest.raises(ValidationError, match="not sharded"):
        sharded.replace(lora=quantised.lora)
    with pytest.raises(ValidationError, match="fsdp2"):
        sharded.replace(place=sharded.place.replace(sharding="none"))
    with pytest.raises(ValidationError, match="belong together"):
        load_recipe("embedded").replace(vocabulary="taxonomy")
    with pytest.raises(ValidationError, match="nothing would learn"):
        load_recipe("embedded").replace(lora={"rank": 1, "alpha": 1, "text": False, "mergers": False})


def test_licences_without_a_version_allow_all_versions():
    """Pins data under terms that forbid its use."""
    recipe = load_recipe("embedded")
    assert recipe.allows("CC-BY-4.0") and recipe.allows("public-domain")
    assert not recipe.allows("CC-BY-NC-4.0") and not recipe.allows("unknown")
