"""The made-up corpus."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fractoscope.finetune.embedded.seed_ranges import SPLITS
from fractoscope.finetune.mine.records import Box
from fractoscope.finetune.synthetic_literature import CorpusTruth, synthesise
from fractoscope.finetune.synthetic_literature.drawing.scale_bar import BarOrder, draw_scale_bar
from fractoscope.finetune.synthetic_literature.drawing.typefaces import typefaces
from fractoscope.finetune.synthetic_literature.files.damage import ARTICLE_DAMAGE, PICTURE_DAMAGE
from fractoscope.finetune.synthetic_literature.micrographs.twin_micrographs import FIRST_SEED
from fractoscope.instruments.errors import BadFile

Corpus = tuple[Path, CorpusTruth]


def test_a_seed_gives_the_same_bytes(tmp_path: Path):
    """Pins figures that differ from run to run, on which nothing can be compared."""
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        synthesise(folder, seed=5, articles=2, pdfs=1, micrographs=4)
    files = [path.relative_to(first) for path in sorted(first.rglob("*")) if path.is_file()]
    assert len(files) > 20
    assert [path for path in files if (first / path).read_bytes() != (second / path).read_bytes()] == []


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path):
    """Pins two corpora mixed in one folder under one truth."""
    (tmp_path / "a.txt").write_text("mine", "utf-8")
    with pytest.raises(BadFile, match="not empty"):
        synthesise(tmp_path, articles=1, pdfs=0, micrographs=4)


def test_the_truth_is_read_back_and_names_files_that_exist(corpus: Corpus):
    """Pins a truth that nobody can load, or that speaks of other files."""
    folder, truth = corpus
    assert CorpusTruth.load(folder) == truth
    assert [article.source for article in truth.articles if not (folder / article.source).is_file()] == []
    with pytest.raises(BadFile, match="no such file"):
        CorpusTruth.load(folder / "absent")


def test_everything_that_mining_must_survive_is_in_it(corpus: Corpus):
    """Pins a corpus that is too kind: every damage, licences of all sorts, copies, and panels of many kinds."""
    truth = corpus[1]
    obstacles = Counter(article.obstacle for article in truth.articles)
    assert set(ARTICLE_DAMAGE) <= set(obstacles)
    assert obstacles["empty PDF"] == 2
    figures = [figure for article in truth.articles for figure in article.figures]
    assert set(PICTURE_DAMAGE) <= {figure.obstacle for figure in figures}
    panels = [panel for figure in figures for panel in figure.panels]
    assert {"fracture", "powder", "plot", "scheme"} <= {panel.kind for panel in panels}
    assert any(panel.copy_of for panel in panels)
    assert {article.kind for article in truth.articles} == {"jats", "package", "pdf"}
    assert len({article.licence for article in truth.articles}) >= 4


def test_specimens_of_the_literature_serve_nothing_else():
    """Pins a tagger measured on articles about the specimens that it learnt from."""
    assert all(seeds.stop <= FIRST_SEED for seeds in SPLITS.values())


@pytest.mark.parametrize("style", ["plain", "ticks", "boxed", "databar"])
def test_a_bar_is_as_long_as_the_truth_says(style: str):
    """Pins a truth that is off by the width of a stroke: the longest run of ink is measured."""
    panel = Image.new("RGB", (400, 300), (90, 90, 90))
    order = BarOrder(style, 18, 4, True, typefaces()[0], True, 1, "above")  # type: ignore[arg-type]  # one of the styles
    truth = draw_scale_bar(panel, 1.7e-7, order, np.random.default_rng(3))
    assert truth is not None
    ink = np.asarray(panel.convert("L")) > 250
    longest = max(max((len(run) for run in "".join("x" if bit else " " for bit in row).split()), default=0) for row in ink)
    assert abs(longest - truth.width) <= 1
    assert truth.length == pytest.approx(truth.width * 1.7e-7)


def test_panels_lie_in_their_pictures(corpus: Corpus):
    """Pins boxes that are not resized with their figure."""
    folder, truth = corpus
    checked = 0
    for article in truth.articles:
        if article.kind != "jats" or article.obstacle:
            continue
        for number, figure in enumerate(article.figures, 1):
            if figure.obstacle:
                continue
            for place in range(1, figure.pictures + 1):
                stem = f"{Path(article.source).stem.partition('.')[0].lower()}_f{number}_{place}"
                path = next(p for p in (folder / article.source).parent.glob(f"{stem}.*") if p.suffix in {".jpg", ".png", ".tif"})
                with Image.open(path) as picture:
                    page = Box(left=0, top=0, right=picture.width, bottom=picture.height)
                assert all(page.shared(panel.box) == panel.box.area for panel in figure.panels if panel.picture == place)
                checked += 1
    assert checked > 10
