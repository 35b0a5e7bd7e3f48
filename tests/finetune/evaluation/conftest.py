"""A benchmark that is as small as it can be, and readers that say what they are told."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.evaluation.benchmark import Benchmark
from fractoscope.finetune.evaluation.predictions import Prediction, Predictions
from fractoscope.finetune.mine.records import Box

DIMPLES, RIVERS, STRIATIONS, OFF = "equiaxed_dimples", "river_pattern", "fatigue_striations", "non_fracture_surface"
FEATURES = (DIMPLES, RIVERS, STRIATIONS, OFF)


def write_benchmark(folder: Path, rows: list[dict[str, Any]]) -> Path:
    """Write a benchmark; each row gives the fields that matter to a test."""
    (folder / "images").mkdir(parents=True)
    lines = []
    for number, fields in enumerate(rows):
        grey = np.random.default_rng(number).integers(0, 255, (70, 80), dtype=np.uint8)
        name = f"images/{number}.png"
        Image.fromarray(grey).save(folder / name)
        digest = sha256((folder / name).read_bytes()).hexdigest()
        row = {
            "id": f"row-{number}",
            "image": name,
            "sha256": digest,
            "view": Box(left=0, top=0, right=80, bottom=64),
            "pixel_size": 1e-7,
            "split": "benchmark",
            "label_source": "person",
            "paper": f"10.1/{number}",
            "cluster": str(number),
            "licence": "CC-BY-4.0",
            **fields,
        }
        lines.append(DatasetRow(**row).model_dump_json())
    (folder / "labels.jsonl").write_text("".join(line + "\n" for line in lines), "utf-8")
    (folder / "CARD.md").write_text("# Drawn\n", "utf-8")
    return folder


MakeBenchmark = Callable[[list[dict[str, Any]]], Benchmark]


@pytest.fixture
def make_benchmark(tmp_path: Path) -> MakeBenchmark:
    """Write and open a benchmark."""
    return lambda rows: Benchmark.opened(write_benchmark(tmp_path / "benchmark", rows))


class ScriptedReader:
    """Says what a test wrote down, and counts how often it was asked."""

    def __init__(self, answers: dict[str, Prediction], features: tuple[str, ...] = FEATURES, name: str = "scripted") -> None:
        self.answers, self.features, self.name, self.asked = answers, features, name, 0

    def identity(self) -> dict[str, Any]:
        return {"name": self.name}

    def read(self, row_id: str, frame: Any) -> Prediction:
        self.asked += 1
        return self.answers[row_id]


def said(*answers: tuple[str, ...] | dict[str, float]) -> dict[str, Prediction]:
    """Return answers for rows 0, 1, ...: features that are said, or probabilities, said from one half on."""
    result = {}
    for number, answer in enumerate(answers):
        if isinstance(answer, dict):
            names = tuple(sorted((name for name, value in answer.items() if value >= 0.5), key=lambda name: -answer[name]))
            result[f"row-{number}"] = Prediction(id=f"row-{number}", said=names, probabilities=answer)
        else:
            result[f"row-{number}"] = Prediction(id=f"row-{number}", said=answer)
    return result


def predictions(benchmark: Benchmark, answers: dict[str, Prediction], features: tuple[str, ...] = FEATURES) -> Predictions:
    """Return answers as what one reader said."""
    return Predictions({"name": "scripted"}, features, benchmark.fingerprint, tuple(answers[row.id] for row in benchmark.rows))


def json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]
