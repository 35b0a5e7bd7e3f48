"""A fine-tuned embedded model as a folder that the tagger takes. Import it only where torch may be loaded."""

import shutil
from pathlib import Path

import numpy as np

from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.finetune.train.data.picture_maker import opened_view
from fractoscope.finetune.train.recipes import Recipe
from fractoscope.finetune.train.run.base_model import BaseModel
from fractoscope.finetune.train.run.fit_row_calibration import fit_row_calibration
from fractoscope.finetune.train.run.merge_adapter import merge_adapter
from fractoscope.model.embedded.calibration import Calibration
from fractoscope.model.embedded.picture_layout import pictures_of, windows_of
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES
from fractoscope.model.embedded.weights_folder import write_manifest

NAME = "fractoscope-embedded-tuned"


def write_embedded_weights(recipe: Recipe, base: BaseModel, dataset: DatasetVersion, adapter: Path, target: Path) -> tuple[str, ...]:
    """Merge, calibrate on the calibration split, and write card and manifest.

    Parameters
    ----------
    recipe, base, dataset
        Of the run.
    adapter
        Its best adapter.
    target
        Folder of the weights; replaced once everything is ready.

    Returns
    -------
    tuple
        The features whose calibration was fitted; the others keep the base's.
    """
    draft = target.with_name(f"{target.name}.draft")
    merge_adapter(recipe, base, adapter, draft)
    fitted = calibrate_on_rows(base.folder, draft, dataset)
    card = tuned_card(recipe, dataset, base, fitted)
    (draft / "MODEL_CARD.md").write_text(card, encoding="utf-8", newline="\n")
    write_manifest(draft, NAME, dataset.fingerprint[:12], f"the embedded model, tuned on the dataset {dataset.name} {dataset.version}")
    shutil.rmtree(target, ignore_errors=True)
    draft.replace(target)
    return fitted


def calibrate_on_rows(base: Path, weights: Path, dataset: DatasetVersion) -> tuple[str, ...]:
    """Write `calibration.json` of weights, fitted on the calibration split as the tagger reads it."""
    from fractoscope.model.embedded.loaded_network import LoadedNetwork
    from fractoscope.model.embedded.slots import SlotReader

    before = Calibration.load(base / "calibration.json", EMBEDDED_FEATURES)
    rows = dataset.rows["calibration"]
    if not rows:
        before.save(weights / "calibration.json")
        return ()
    reader = SlotReader(LoadedNetwork.from_folder(weights))
    log_odds, states = [], []
    for row in rows:
        grey = opened_view(dataset.picture(row), row)
        windows = windows_of(*grey.shape)
        widths = [None if row.pixel_size is None else row.pixel_size * window.columns for window in windows]
        log_odds.append(reader.read(pictures_of(grey), widths, [True] + [False] * (len(windows) - 1)))
        states.append([1 if name in row.present else 0 if name in row.absent else -1 for name in EMBEDDED_FEATURES])
    calibration, fitted = fit_row_calibration(before, np.stack(log_odds), np.array(states))
    calibration.save(weights / "calibration.json")
    return fitted


def tuned_card(recipe: Recipe, dataset: DatasetVersion, base: BaseModel, fitted: tuple[str, ...]) -> str:
    """Return the text of the card that lies beside the weights."""
    sources = sorted({row.label_source for row in dataset.rows["train"]})
    licences = ", ".join(f"{name} ({count})" for name, count in sorted(dataset.licences().items()))
    learnt, calibrated = len(dataset.rows["train"]), len(dataset.rows["calibration"])
    return f"""# {NAME}

The embedded model of Fractoscope, fine-tuned with LoRA (rank {recipe.lora.rank}) by the recipe `{recipe.name}` and merged.

- Base: weights with the SHA-256 `{base.fingerprint}`.
- Data: {dataset.name} {dataset.version}, {learnt} rows to learn from, labelled by {" and ".join(sources)};
  licences: {licences}.
- Calibrated on {calibrated} rows of the calibration split: {", ".join(fitted) or "no feature had rows enough"}.
  The other features keep the calibration of the base.

It reads a frame as the embedded model does. A model this small serves demonstration and tests; what it was tuned on says whether its
tags mean anything elsewhere. **Not for science** unless a benchmark of real fractographs with labels of people says otherwise.
"""
