"""Training a variant, and reading with what came of it."""

from pathlib import Path
from typing import Protocol

from fractoscope.finetune.evaluation.readers import PictureReader
from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.finetune.train.run.run_callbacks import Progress


class VariantTrainer(Protocol):
    """Makes a reader from a recipe and data; goes on where it was cut off, and leaves what is finished as it is."""

    def train(self, recipe: Recipe, dataset: DatasetVersion, folder: Path, name: str, progress: Progress) -> PictureReader:
        """Train into a folder and return the reader.

        Raises
        ------
        BadFile
            If the folder holds a run of something else.
        """
        ...


class LoraTrainer:
    """Trains as `fractoscope train lora` does.

    Parameters
    ----------
    base_folder
        Of the base; by default the shipped model, or the Hub's cache.
    """

    def __init__(self, base_folder: Path | None = None) -> None:
        self._base_folder = base_folder

    def train(self, recipe: Recipe, dataset: DatasetVersion, folder: Path, name: str, progress: Progress) -> PictureReader:
        """Check, train and return the reader of the run."""
        from fractoscope.finetune.evaluation.readers.run_reader import run_reader
        from fractoscope.finetune.train.run.base_model import BaseModel
        from fractoscope.finetune.train.run.fine_tune import fine_tune
        from fractoscope.finetune.train.run.preflight import preflight, require_ready

        base = BaseModel.found(recipe, self._base_folder)
        folder.mkdir(parents=True, exist_ok=True)
        require_ready(preflight(recipe, dataset, base, folder))
        fine_tune(recipe, dataset, base, folder, progress=progress)
        return run_reader(folder, name, self._base_folder)
