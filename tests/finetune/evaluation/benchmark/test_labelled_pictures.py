"""From labelled pictures to a benchmark."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fractoscope.finetune.evaluation.benchmark import Benchmark, convert_labelled_pictures
from fractoscope.instruments.errors import BadFile

HEAD = "file,is_fracture_surface,labels,pixel_size_nm,bar_top_row\n"


def write_table(folder: Path, lines: str) -> Path:
    for name in ("a.png", "b.png", "c.png"):
        Image.fromarray(np.random.default_rng(1).integers(0, 255, (100, 90), dtype=np.uint8)).save(folder / name)
    (folder / "labels.csv").write_text(HEAD + lines, "utf-8")
    return folder / "labels.csv"


def test_listed_is_present_and_unlisted_is_unknown(tmp_path: Path):
    """Pins that what a contributor did not note is not scored as absent, and that modes are no features."""
    table = write_table(tmp_path, "a.png,yes,cleavage;brittle,50,80\nb.png,no,,,\nc.png,yes,fatigue,,\n")
    counts = convert_labelled_pictures(table, tmp_path / "out", column="labels", source="lab", licence="CC-BY-4.0")
    assert counts == {"pictures": 2, "without_label": 1, "words_passed_over": 2}
    first, second = Benchmark.opened(tmp_path / "out").rows
    assert first.present == ("cleavage_facets",) and first.absent == ("non_fracture_surface",)
    assert first.view.bottom == 80 and first.pixel_size == pytest.approx(50e-9)
    assert second.present == ("non_fracture_surface",) and "cleavage_facets" in second.absent
    assert "brittle (1)" in (tmp_path / "out" / "CARD.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("lines", "column", "words"),
    [
        ("a.png,yes,cleavage,,\n", "tags", "no column tags"),
        ("d.png,yes,cleavage,,\n", "labels", "cannot be read as a picture"),
        ("a.png,yes,cleavage,wide,\n", "labels", "no usable number"),
        ("a.png,yes,,,\n", "labels", "no picture has a label"),
    ],
)
def test_a_table_that_cannot_be_used_leaves_nothing_behind(tmp_path: Path, lines: str, column: str, words: str):
    """Pins half a benchmark under the name of a whole one."""
    table = write_table(tmp_path, lines)
    with pytest.raises(BadFile, match=words):
        convert_labelled_pictures(table, tmp_path / "out", column=column, source="lab", licence="CC-BY-4.0")
    assert not (tmp_path / "out").exists()


def test_real_micrographs_become_a_benchmark(shared_data: Path, tmp_path: Path):
    """Pins the conversion of a real collection: both kinds of pictures, bars cut off."""
    table = shared_data / "doitpoms_sem" / "labels.csv"
    counts = convert_labelled_pictures(table, tmp_path / "out", column="tags_visual", source="doitpoms", licence="CC-BY-NC-SA-2.0")
    rows = Benchmark.opened(tmp_path / "out").rows
    assert counts["pictures"] == len(rows) > 40
    assert sum("non_fracture_surface" in row.present for row in rows) == 41
    assert any("intergranular_facets" in row.present for row in rows)
