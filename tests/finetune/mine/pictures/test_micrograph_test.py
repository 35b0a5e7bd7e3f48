"""What can be a micrograph."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fractoscope.finetune.mine.pictures import DecodedPicture, decode_picture, micrograph_fault
from fractoscope.finetune.synthetic_literature.drawing.plain_drawings import draw_plot, draw_scheme
from fractoscope.finetune.synthetic_literature.drawing.typefaces import typefaces
from fractoscope.finetune.synthetic_literature.micrographs.look_alikes import LOOK_ALIKES, look_alike


def of(picture: Image.Image) -> DecodedPicture:
    """Return a picture as it is decoded."""
    return DecodedPicture(np.asarray(picture.convert("RGB")))


@pytest.mark.parametrize("kind", sorted(LOOK_ALIKES))
def test_every_surface_can_be_a_micrograph(kind: str):
    """Pins dark supports and flat grains taken for drawings: only words and taggers tell these from fractures."""
    random = np.random.default_rng(5)
    assert [micrograph_fault(of(Image.fromarray(look_alike(kind, random)))) for _ in range(3)] == [""] * 3


def test_drawings_cannot():
    """Pins plots in a data set of fractures."""
    random = np.random.default_rng(5)
    for draw in (draw_plot, draw_scheme):
        for _ in range(6):
            assert micrograph_fault(of(draw((300, 240), random, typefaces()[0]))) in {"drawing", "colour"}


@pytest.mark.parametrize(
    ("picture", "fault"),
    [
        (Image.effect_noise((300, 40), 60), "small"),
        (Image.new("L", (300, 300), 90), "blank"),
        (Image.merge("RGB", [Image.effect_noise((200, 200), 90) for _ in range(3)]), "colour"),
    ],
)
def test_the_fault_is_named(picture: Image.Image, fault: str):
    """Pins a report that counts everything under one reason."""
    assert micrograph_fault(of(picture)) == fault


def test_real_micrographs_pass(shared_data: Path):
    """Pins thresholds that fit made-up pictures only."""
    paths = [*sorted((shared_data / "doitpoms_sem").glob("*/*.jpg")), *sorted((shared_data / "nffa_negatives").glob("*.jpg"))]
    faults = {path.stem: fault for path in paths if (fault := micrograph_fault(decode_picture(path.read_bytes(), path.name)))}
    assert len(paths) == 78
    assert faults == {}
