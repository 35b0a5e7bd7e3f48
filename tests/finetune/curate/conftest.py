"""Small mined runs and annotations, drawn instead of mined."""

import io
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter

from fractoscope.finetune.annotate.records import Annotation, Finding
from fractoscope.finetune.curate.run.curation_run import curate
from fractoscope.finetune.curate.run.curation_settings import CurationSettings
from fractoscope.finetune.curate.splits.split_plan import SplitPlan
from fractoscope.finetune.mine.records import ArticleIdentity, Box, FractureFinding, ImageFile, Licence, PanelRecord, Provenance

FEATURES = ("equiaxed_dimples", "cleavage_facets", "fatigue_striations")
Grey = NDArray[np.uint8]


def texture(seed: int, rows: int = 150, columns: int = 200) -> Grey:
    """Return blobs of several sizes, unlike those of any other seed."""
    random = np.random.default_rng(seed)
    field = sum(width * gaussian_filter(random.standard_normal((rows, columns)), width) for width in (1.5, 4.0, 9.0))
    low, high = np.percentile(field, (1, 99))
    return (255 * np.clip((field - low) / (high - low), 0, 1)).astype(np.uint8)


def make_run(folder: Path, panels: list[tuple[str, str, str, Grey]]) -> Path:
    """Write a run of mining from (record id, DOI, licence, grey levels)."""
    folder.mkdir(parents=True)
    lines = []
    for name, doi, licence, grey in panels:
        out = io.BytesIO()
        Image.fromarray(grey).save(out, "PNG")
        digest = sha256(out.getvalue()).hexdigest()
        (folder / f"{digest}.png").write_bytes(out.getvalue())
        box = Box(left=0, top=0, right=grey.shape[1], bottom=grey.shape[0])
        lines.append(
            PanelRecord(
                record_id=name,
                image=ImageFile(file=f"{digest}.png", sha256=digest, width=box.right, height=box.bottom),
                view=box,
                caption="A fracture surface.",
                article=ArticleIdentity(doi=doi),
                licence=Licence(id=licence),
                fracture=FractureFinding(text="yes"),
                provenance=Provenance(
                    source=name,
                    figure_id="F1",
                    media="a.png",
                    media_sha256=digest,
                    box=box,
                    picture_width=box.right,
                    picture_height=box.bottom,
                ),
            ).model_dump_json()
        )
    (folder / "panels-00000.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    (folder / "report.json").write_text("{}", "utf-8")
    return folder


def said(name: str, present: dict[str, float | None], *, annotator: str = "teacher", **more: object) -> Annotation:
    """Return an annotation: features with their directions; what is not named is absent."""
    return Annotation.model_validate(
        {
            "record_id": name,
            "image_sha256": "0" * 64,
            "annotator": annotator,
            "name": f"a {annotator}",
            "fracture": True,
            "findings": tuple(Finding(feature=feature, direction=angle) for feature, angle in present.items()),
            "absent": tuple(feature for feature in FEATURES if feature not in present),
            **more,
        }
    )


def write_annotations(path: Path, annotations: list[Annotation]) -> Path:
    path.write_text("".join(f"{one.model_dump_json()}\n" for one in annotations), "utf-8")
    return path


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A run of 16 papers of one picture each, the first of which stands in paper 1 once more, turned and cropped; and annotations."""
    folder = tmp_path_factory.mktemp("drawn")
    panels = [(f"p{n:02d}", f"10.1/{n}", "CC-BY-4.0", texture(n)) for n in range(16)]
    panels.append(("p01-copy", "10.1/1", "CC0-1.0", np.rot90(texture(0)[10:140, 15:190])))
    annotations = [said(f"p{n:02d}", {FEATURES[n % 3]: 0.5 if n % 3 == 2 else None}) for n in range(16)]
    annotations.append(said("p01-copy", {FEATURES[0]: None}))
    return make_run(folder / "run", panels), write_annotations(folder / "annotations.jsonl", annotations)


SETTINGS = CurationSettings(splits=SplitPlan(benchmark=3, calibration=2, validation=2), embedding=False)


@pytest.fixture(scope="session")
def version(drawn: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A version of it. Nothing may be changed in it."""
    folder = tmp_path_factory.mktemp("datasets")
    curate([drawn[0]], [drawn[1]], folder, SETTINGS)
    return folder / "fractographs-1"


@pytest.fixture(scope="session")
def draw() -> Callable[[int], Grey]:
    """The texture of a seed."""
    return texture
