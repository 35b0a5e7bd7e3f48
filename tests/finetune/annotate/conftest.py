"""A small run of mining over drawn pictures, its truth, and a teacher on loopback."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fractoscope.finetune.annotate.loopback import AnswerNoise, Mishaps, PictureTruth, TeacherDesk
from fractoscope.finetune.annotate.loopback.application import Watcher, make_teacher
from fractoscope.finetune.annotate.loopback.batch_store import BatchStore
from fractoscope.finetune.annotate.loopback.serve_teacher import teacher_beside
from fractoscope.finetune.mine.records import (
    ArticleIdentity,
    Box,
    Excerpt,
    FractureFinding,
    ImageFile,
    Licence,
    PanelRecord,
    Provenance,
)

PANELS = 12
DIMPLES, RIVERS, PORE = "equiaxed_dimples", "river_pattern", "gas_pore"


def panel(folder: Path, number: int, caption: str = "") -> PanelRecord:
    """Draw a panel with a databar below and return its record."""
    grey = np.random.default_rng(number).integers(0, 255, (60, 80), dtype=np.uint8)
    path = folder / "images" / f"{number}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(grey).save(path)
    digest = sha256(path.read_bytes()).hexdigest()
    return PanelRecord(
        record_id=f"article-{number}/F1/1/a",
        image=ImageFile(file=f"images/{number}.png", sha256=digest, width=80, height=60),
        view=Box(left=0, top=0, right=80, bottom=50),
        panel="a",
        caption=caption,
        caption_part=caption or f"Equiaxed dimples in the centre of specimen {number}",
        caption_common="Fracture surfaces after tensile testing.",
        excerpts=(Excerpt(text=f"Figure 1a reveals a river pattern near the edge of specimen {number}."),),
        article=ArticleIdentity(title="Fracture", doi=f"10.1/{number}"),
        licence=Licence(id="CC-BY-4.0"),
        fracture=FractureFinding(text="yes"),
        provenance=Provenance(
            source=f"article-{number}.xml",
            figure_id="F1",
            media="f1.png",
            media_sha256=digest,
            box=Box(left=0, top=0, right=80, bottom=60),
            picture_width=80,
            picture_height=60,
        ),
    )


def write_run(folder: Path, records: list[PanelRecord]) -> Path:
    """Write records as a run of mining does."""
    (folder / "panels-00000.jsonl").write_text("".join(record.model_dump_json() + "\n" for record in records), "utf-8")
    return folder


@pytest.fixture(scope="session")
def panels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[PanelRecord]]:
    """Folder and records of a run of mining."""
    folder = tmp_path_factory.mktemp("panels")
    records = [panel(folder, number) for number in range(PANELS)]
    return write_run(folder, records), records


@pytest.fixture(scope="session")
def truths(panels: tuple[Path, list[PanelRecord]]) -> dict[str, PictureTruth]:
    """What the teacher knows: dimples in even panels, rivers in odd ones."""
    table = {}
    for number, record in enumerate(panels[1]):
        assert record.image is not None
        there, other = (DIMPLES, RIVERS) if number % 2 == 0 else (RIVERS, DIMPLES)
        digest = record.image.sha256
        table[digest[:32]] = PictureTruth(image_sha256=digest, fracture=True, present=(there,), absent=(other, PORE))
    return table


Teacher = Callable[..., AbstractContextManager[tuple[str, TeacherDesk]]]


@pytest.fixture
def teacher(truths: dict[str, PictureTruth], tmp_path: Path) -> Teacher:
    """Start a loopback teacher; yields its base URL and its desk, which counts what was paid."""

    @contextmanager
    def start(
        noise: AnswerNoise | None = None,
        mishaps: Mishaps | None = None,
        watch: Watcher = lambda moment, request: None,
        looks: int = 0,
    ) -> Iterator[tuple[str, TeacherDesk]]:
        desk = TeacherDesk(truths, tmp_path / "teacher", noise, mishaps)
        with teacher_beside(make_teacher(desk, BatchStore(desk, tmp_path / "teacher", looks), watch)) as url:
            yield url, desk

    return start


class NoWaiting:
    """A clock that never waits."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return sum(self.slept)

    def now(self):
        from datetime import UTC, datetime

        return datetime(2026, 11, 1, tzinfo=UTC)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def clock() -> NoWaiting:
    """Time that passes only where somebody waits."""
    return NoWaiting()


def lines(path: Path) -> list[dict]:
    """Return the JSON lines of a file."""
    return [json.loads(line) for line in path.read_bytes().splitlines()]
