"""Finding copies among drawn textures, and among those of the made-up literature."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from fractoscope.finetune.curate.duplicates.find_duplicates import find_duplicates
from fractoscope.finetune.curate.duplicates.fingerprint import AREA, fingerprint
from fractoscope.finetune.curate.duplicates.fingerprint_task import PictureToRead
from fractoscope.finetune.curate.duplicates.perceptual_hash import bits_apart, canonical_hash, perceptual_hashes
from fractoscope.finetune.curate.duplicates.symmetries import turned
from fractoscope.finetune.curate.run.task_runner import InProcessTasks
from fractoscope.finetune.mine import MiningSettings, mine
from fractoscope.finetune.mine.records import Box
from fractoscope.finetune.synthetic_literature import check_duplicates, synthesise
from fractoscope.finetune.synthetic_literature.score.check_duplicates import score_clusters
from fractoscope.model.embedded import make_embedded

Draw = Callable[[int], NDArray[np.uint8]]


def written(folder: Path, pictures: list[np.ndarray]) -> list[PictureToRead]:
    for number, grey in enumerate(pictures):
        Image.fromarray(np.ascontiguousarray(grey)).save(folder / f"{number}.png")
    return [
        PictureToRead(str(number), folder / f"{number}.png", Box(left=0, top=0, right=grey.shape[1], bottom=grey.shape[0]))
        for number, grey in enumerate(pictures)
    ]


def lettered(grey: np.ndarray) -> np.ndarray:
    image = Image.fromarray(np.ascontiguousarray(grey))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 24, 20), fill=255)
    pen.text((6, 3), "(b)", fill=0)
    pen.rectangle((image.width - 60, image.height - 12, image.width - 10, image.height - 8), fill=255)
    return np.asarray(image)


def test_the_hash_of_all_turned_copies_is_one(draw: Draw):
    """Pins a canonical hash that knows only some of the eight symmetries."""
    grey = draw(3)
    hashes = perceptual_hashes(grey)
    for symmetry in range(8):
        assert canonical_hash(perceptual_hashes(turned(grey, symmetry))) == canonical_hash(hashes)
    assert bits_apart(hashes, perceptual_hashes(draw(4))[:1]).min() > 10


def test_copies_are_found_and_strangers_with_the_same_lettering_are_not(draw: Draw, tmp_path: Path):
    """Pins the two mistakes: a turned crop that is missed, and two pictures merged for their letter and bar."""
    grey = draw(0)
    crop = np.asarray(Image.fromarray(turned(grey, 6)[10:140, 20:180]).resize((200, 162), Image.Resampling.BICUBIC)) * 0.8 + 15
    pictures = [
        lettered(grey),
        lettered(crop.astype(np.uint8)),
        *(lettered(draw(n)) for n in range(1, 6)),
        np.full((90, 120), 128, np.uint8),
    ]
    found = find_duplicates(written(tmp_path, pictures), tmp_path / "kept", InProcessTasks(), embed=False)
    assert [cluster for cluster in found.clusters if len(cluster) > 1] == [(0, 1)]
    assert found.turns[1] == 6
    assert found.pairs[0, 1].correlation > 0.7


def test_a_picture_that_cannot_be_read_is_named(draw: Draw, tmp_path: Path):
    """Pins a whole run lost for one damaged file."""
    asked = written(tmp_path, [draw(1), draw(2)])
    asked[0].file.write_bytes(b"\x89PNG nothing")
    found = find_duplicates(asked, tmp_path / "kept", InProcessTasks(), embed=False)
    assert (found.unreadable, found.clusters) == ((0,), ((1,),))


def test_fingerprints_are_not_made_again(draw: Draw, tmp_path: Path):
    """Pins a second version, or a run after a kill, that starts from nothing."""
    asked = written(tmp_path, [draw(1), draw(2)])
    find_duplicates(asked, tmp_path / "kept", InProcessTasks(), embed=False)
    asked[0].file.unlink()
    steps: list[str] = []
    found = find_duplicates(asked, tmp_path / "kept", InProcessTasks(), embed=False, progress=lambda done, total, note: steps.append(note))
    assert found.unreadable == ()
    assert "shards of pictures" not in steps


@pytest.mark.nightly
def test_copies_in_the_literature_are_found(tmp_path: Path):
    """Pins strangers that are merged, and copies missed beyond the one that a corpus of this size may have."""
    synthesise(tmp_path / "literature", seed=21, articles=10, pdfs=0, micrographs=8)
    mine([tmp_path / "literature"], tmp_path / "mined", MiningSettings(tagger="embedded", ocr=False), make_tagger=make_embedded)
    scores = check_duplicates(tmp_path / "mined", tmp_path / "literature", tmp_path, embedding=False)
    assert scores["copies"] >= 12
    assert scores["caught"] >= 0.9
    assert scores["false_merges"] == 0


@pytest.mark.parametrize(
    ("clusters", "caught", "false_merges"),
    [([[0, 1, 2], [3]], 1.0, 0.0), ([[0], [1], [2], [3]], 0.0, 0.0), ([[0, 1, 2, 3]], 1.0, 0.25), ([[0, 1], [2], [3]], 0.5, 0.0)],
)
def test_clusters_are_scored(clusters: list[list[int]], caught: float, false_merges: float):
    """Pins a score that is high when everything is merged, or nothing."""
    scores = score_clusters(["a", "a", "a", "b"], clusters)
    assert (scores["caught"], scores["false_merges"]) == (caught, false_merges)


def test_a_scale_bar_has_no_landmarks(draw: Draw):
    """Pins strangers that are laid over one another by their bars: these are the sharpest places, and alike in all figures of a program."""
    grey = draw(6).copy()
    bar = Box(left=120, top=136, right=180, bottom=140)
    image = Image.fromarray(grey)
    pen = ImageDraw.Draw(image)
    pen.rectangle((100, 118, 196, 146), fill=0)
    pen.rectangle((bar.left, bar.top, bar.right - 1, bar.bottom - 1), fill=255)
    pen.text((130, 120), "20 um", fill=255)
    grey = np.asarray(image)
    factor = (AREA / grey.size) ** 0.5
    inside = []
    for found in (fingerprint(grey).landmarks, fingerprint(grey, bar=bar).landmarks):
        row, column = (found.places / factor + np.array([75, 100])).T
        inside.append(int(((row > 118) & (column > 100) & (column < 196)).sum()))
    assert inside[0] > 5
    assert inside[1] == 0
