"""A base, a dataset and a recipe that are as small as they can be."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from fractoscope.finetune.curate.records import SPLITS, DatasetRow, Split
from fractoscope.finetune.embedded.new_network import NetworkSize, new_network
from fractoscope.finetune.embedded.new_tokenizer import new_tokenizer
from fractoscope.finetune.mine.records import Box
from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.finetune.train.recipes import Recipe, load_recipe
from fractoscope.finetune.train.run.base_model import BaseModel
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES
from fractoscope.model.embedded.weights_folder import SHIPPED, write_manifest

ROWS = {"train": 12, "validation": 4, "calibration": 12, "benchmark": 2}
STRIPED, PLAIN = "fatigue_striations", "equiaxed_dimples"


def write_dataset(folder: Path) -> Path:
    """Write a version whose pictures are striped, or not."""
    random = np.random.default_rng(1)
    (folder / "images").mkdir(parents=True)
    for split in SPLITS:
        lines = [row(folder, split, number, random).model_dump_json() for number in range(ROWS[split])]
        (folder / f"{split}.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    (folder / "dataset.json").write_text(json.dumps({"name": "stripes", "version": "1"}), encoding="utf-8")
    return folder


def row(folder: Path, split: Split, number: int, random: np.random.Generator) -> DatasetRow:
    striped = number % 2 == 0
    grey = random.normal(120, 10, (150, 160))
    grey += 80 * np.sin(np.arange(160) / 3)[None, :] * striped
    name = f"images/{split}-{number}.png"
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(folder / name)
    return DatasetRow(
        id=f"{split}-{number}",
        image=name,
        sha256=sha256((folder / name).read_bytes()).hexdigest(),
        view=Box(left=0, top=0, right=160, bottom=120),
        pixel_size=1e-7,
        split=split,
        present=(STRIPED if striped else PLAIN,),
        absent=(PLAIN if striped else STRIPED, "river_pattern"),
        directions={STRIPED: 0.0} if striped else {},
        label_source="truth",
        paper=f"10.1/{split}{number}",
        cluster=f"{split}-{number}",
        licence="CC-BY-4.0",
        weight=2.0 if striped else 1.0,
    )


@pytest.fixture(scope="session")
def dataset_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a small dataset version; tests must not change it."""
    return write_dataset(tmp_path_factory.mktemp("data") / "stripes")


@pytest.fixture(scope="session")
def dataset(dataset_folder: Path) -> DatasetVersion:
    """The same, opened."""
    return DatasetVersion.opened(dataset_folder)


@pytest.fixture(scope="session")
def base_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An untrained embedded model of two vision layers and one text layer."""
    folder = tmp_path_factory.mktemp("base") / "weights"
    torch.manual_seed(1)
    tokenizer = new_tokenizer()
    new_network(tokenizer, NetworkSize(64, 2, 1)).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    shutil.copy(SHIPPED / "calibration.json", folder)
    write_manifest(folder, "tiny", "1", "nothing")
    return folder


@pytest.fixture(scope="session")
def recipe() -> Recipe:
    """The embedded recipe, cut down to a handful of steps."""
    shipped = load_recipe("embedded")
    assert shipped.features == EMBEDDED_FEATURES
    schedule = shipped.schedule.replace(steps=6, micro_batch=4, evaluations=3, validation_rows=0)
    return shipped.replace(schedule=schedule, loss=shipped.loss.replace(json_share=0.5))


@pytest.fixture(scope="session")
def base(recipe: Recipe, base_folder: Path) -> BaseModel:
    """The small base, found."""
    return BaseModel.found(recipe, base_folder)
