"""The base of a run, read as its adapter is. Import it only where torch may be loaded."""

from pathlib import Path

from fractoscope.finetune.evaluation.readers.picture_reader import PictureReader
from fractoscope.finetune.evaluation.readers.run_reader import SlotsReader
from fractoscope.finetune.evaluation.readers.tagger_reader import TaggerReader
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.finetune.train.run.base_model import BaseModel, load_base
from fractoscope.model.embedded.tagger import EmbeddedTagger


def base_reader(recipe: Recipe, folder: Path | None) -> PictureReader:
    """Return the reader of a recipe's base, without an adapter.

    Raises
    ------
    BadFile
        If the base is not there.
    """
    base = BaseModel.found(recipe, folder)
    if recipe.base == "embedded":
        return TaggerReader(EmbeddedTagger(base.folder), "base")
    return SlotsReader("base", recipe, *load_base(base, recipe), base.fingerprint)
