"""What is shown of a row, and which labels hold for it."""

from pathlib import Path

import numpy as np
import pytest

from fractoscope.finetune.mine.records import Box
from fractoscope.finetune.train.data import DatasetVersion
from fractoscope.finetune.train.data.grey_changes import changed
from fractoscope.finetune.train.data.picture_maker import PictureMaker
from fractoscope.finetune.train.recipes import PictureSettings
from fractoscope.instruments.errors import BadFile

STILL = {"regrade_share": 0, "noise_share": 0, "jpeg_share": 0, "bar_share": 0, "unknown_width_share": 0}
NATIVE = PictureSettings(layout="native", **STILL)
TILES = PictureSettings(layout="fixed", tile_share=1.0, turn=False, **STILL)


def test_a_quarter_turn_swaps_the_sides_and_the_field_width(dataset: DatasetVersion):
    """Pins a field width that stays the old one when height becomes width: the scale in the question would be wrong."""
    row = dataset.rows["train"][0]
    maker = PictureMaker(NATIVE)
    seen = [maker.make(dataset.picture(row), row, np.random.default_rng(number)) for number in range(40)]
    assert {picture.grey.shape for picture in seen} == {(120, 160), (160, 120)}
    for picture in seen:
        assert picture.field_width == pytest.approx(1e-7 * picture.grey.shape[1])


def test_directions_follow_and_stripes_prove_it(dataset: DatasetVersion):
    """Pins labels that do not turn with their picture: stripes whose label says across must run across."""
    row = dataset.rows["train"][0]
    maker = PictureMaker(NATIVE)
    for number in range(20):
        seen = maker.make(dataset.picture(row), row, np.random.default_rng(number))
        along_x = seen.grey.mean(axis=0).std() > seen.grey.mean(axis=1).std()
        assert along_x == (round(np.degrees(seen.directions["fatigue_striations"])) % 180 == 0)


def test_what_lies_along_the_scan_is_not_tilted(dataset: DatasetVersion):
    """Pins charging lines that run upwards, which no microscope makes."""
    row = dataset.rows["train"][0].replace(present=("charging",))
    maker = PictureMaker(NATIVE)
    shapes = {maker.make(dataset.picture(row), row, np.random.default_rng(number)).grey.shape for number in range(30)}
    assert shapes == {(120, 160)}


def test_a_tile_knows_only_what_is_absent(dataset: DatasetVersion):
    """Pins a tile that is taught to show what only its neighbour shows."""
    row = dataset.rows["train"][0]
    tile = PictureMaker(TILES).make(dataset.picture(row), row, np.random.default_rng(1))
    assert not tile.whole and not tile.present and tile.absent == set(row.absent)
    assert tile.field_width == pytest.approx(1e-7 * 53)
    inherits = PictureMaker(TILES.replace(tiles_inherit=True)).make(dataset.picture(row), row, np.random.default_rng(1))
    assert inherits.present == set(row.present)


def test_without_changes_the_view_is_shown_as_it_is(dataset: DatasetVersion):
    """Pins a validation that differs from call to call."""
    row = dataset.rows["train"][1]
    maker = PictureMaker(PictureSettings(layout="fixed"))
    first, second = (maker.make(dataset.picture(row), row) for _ in range(2))
    assert first.whole and first.grey.shape == (192, 256) and (first.grey == second.grey).all()


def test_changes_keep_the_size_and_do_change(dataset: DatasetVersion):
    """Pins a change that returns another type or size, or none at all."""
    grey = np.random.default_rng(1).integers(0, 255, (96, 128), dtype=np.uint8)
    every = PictureSettings(layout="native", regrade_share=1, noise_share=1, jpeg_share=1, bar_share=1)
    other = changed(grey, every, np.random.default_rng(2))
    assert other.shape == grey.shape and other.dtype == np.uint8 and (other != grey).any()
    assert (changed(grey, NATIVE, np.random.default_rng(2)) == grey).all()


def test_a_picture_that_cannot_be_read_is_named(dataset: DatasetVersion, tmp_path: Path):
    """Pins a run that dies with a stack of library calls instead of the file's name."""
    (tmp_path / "broken.png").write_bytes(b"no picture")
    row = dataset.rows["train"][0]
    with pytest.raises(BadFile, match=r"broken\.png"):
        PictureMaker(NATIVE).make(tmp_path / "broken.png", row)
    outside = row.replace(view=Box(left=0, top=0, right=500, bottom=100))
    with pytest.raises(BadFile, match="does not lie in the picture"):
        PictureMaker(NATIVE).make(dataset.picture(row), outside)
