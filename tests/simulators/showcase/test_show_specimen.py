"""The page that shows a specimen."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fractoscope.agent.command_line.main import main
from fractoscope.instruments.errors import BadFile
from fractoscope.simulators.showcase.show_specimen import show_specimen
from fractoscope.simulators.showcase.stamped_picture import length_text, round_length, stamped_picture
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen

FAMILY, SEED = "rotating_bending", 3


class Tags(HTMLParser):
    """Notes every tag with its attributes, and all text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory):
    return show_specimen(tmp_path_factory.mktemp("show") / "page", family=FAMILY, seed=SEED, columns=96, rows=72)


@pytest.fixture(scope="module")
def tags(page: Path):
    parser = Tags()
    parser.feed(page.read_text("utf-8"))
    return parser


def test_the_page_needs_no_network_and_no_other_file(tags: Tags):
    """Pins a page that is blank on a computer without internet, or once it is moved."""
    links = [value for _, attrs in tags.tags for key, value in attrs.items() if key in {"src", "href"} and value]
    assert links
    assert all(link.startswith(("data:image/", "#")) for link in links)
    assert not {"script", "link", "iframe"} & {tag for tag, _ in tags.tags}


def test_every_picture_says_in_words_what_it_shows(tags: Tags):
    """Pins pictures that are silent to those who cannot see them."""
    pictures = [attrs for tag, attrs in tags.tags if tag == "img"]
    assert len(pictures) > 20
    assert all("Simulated micrograph" in str(attrs["alt"]) for attrs in pictures)
    assert all(attrs.get("aria-label") for tag, attrs in tags.tags if tag == "svg")


def test_history_defects_and_every_zone_are_told(tags: Tags):
    """Pins a zone, a stage or a defect that the page forgot."""
    specimen = FractureSpecimen(SEED, FAMILY)
    for stage in specimen.history.stages:
        assert stage.name in tags.text
    for zone in specimen.zones:
        assert zone.name in tags.text
    assert tags.text.count("machining marks,") == len(specimen.history.defects)
    assert "Simulated" in tags.text


def test_frames_and_truth_lie_beside_the_page(page: Path):
    """Pins truth that belongs to another field than the picture."""
    truth = json.loads((page.parent / "truth.json").read_text("utf-8"))
    assert (truth["family"], truth["seed"]) == (FAMILY, SEED)
    fields = sorted((page.parent / "frames").glob("*.json"))
    for file in fields:
        told = json.loads(file.read_text("utf-8"))
        assert told["simulated"] is True
        for detector in ("SE", "BSE"):
            with Image.open(file.with_name(f"{file.stem}-{detector}.png")) as picture:
                assert [picture.width, picture.height - 22] == told["pixels"]
    centres = {}
    for file in fields:
        if file.stem.startswith("zone-"):
            told = json.loads(file.read_text("utf-8"))
            zone = int(file.stem.split("-")[1])
            centres.setdefault(zone, set()).add((told["field"]["x_m"], told["field"]["y_m"]))
    assert all(len(places) == 1 for places in centres.values()), "a series stays where it is"
    specimen = FractureSpecimen(SEED, FAMILY)
    assert all(specimen.zone_at(*next(iter(places))) == zone for zone, places in centres.items())


def test_a_folder_with_content_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins a page written over somebody's files."""
    (tmp_path / "thesis.txt").write_text("two years", "utf-8")
    with pytest.raises(BadFile, match="not empty"):
        show_specimen(tmp_path, family=FAMILY, seed=SEED)
    assert main(["twin", "show", "--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_unknown_family_is_one_line_that_names_those_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Pins a traceback, or a folder made for nothing."""
    assert main(["twin", "show", "--family", "spoon", "--out", str(tmp_path / "new")]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "'spoon'" in told
    assert "cup_and_cone" in told
    assert not (tmp_path / "new").exists()


def test_the_bar_is_as_long_as_it_says():
    """Pins a scale bar drawn for another pixel size."""
    picture = np.asarray(stamped_picture(np.zeros((90, 480), np.uint8), 1e-6, "SE"))
    bar = picture[90 + 11, :]
    runs = [len(run) for run in re.findall(b"\xff+", bar.tobytes())]
    assert max(runs) in (100, 101)
    assert round_length(0.28 * 480e-6) == pytest.approx(100e-6)
    assert length_text(100e-6) == "100 µm"


def test_nothing_of_the_frame_is_covered():
    """Pins a stamp drawn into the pixels that a model may be shown."""
    frame = np.random.default_rng(0).integers(0, 256, (48, 64), np.uint8)
    assert np.array_equal(np.asarray(stamped_picture(frame, 1e-6, "SE"))[:48], frame)
