"""Surveys that are read blind."""

import json
from pathlib import Path

import pytest

from fractoscope.instruments.errors import BadFile
from fractoscope.simulators.blind_reading.render_surveys import render_surveys
from fractoscope.simulators.blind_reading.score_reading import score_reading
from fractoscope.simulators.blind_reading.sealed_answers import FILE, unseal
from fractoscope.simulators.blind_reading.sides import DIRECTIONS, right_sides
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen


@pytest.fixture(scope="module")
def surveys(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("blind") / "surveys"
    render_surveys(folder, count=3, seed=1, families=("plate", "rotating_bending", "cup_and_cone"), columns=64, rows=48)
    return folder


def test_a_true_reading_is_right_and_its_opposite_wrong(surveys: Path, tmp_path: Path):
    """Pins a score that counts everything, or nothing, as right."""
    answers = unseal(surveys)["answers"]
    (tmp_path / "true.json").write_text(json.dumps({name: truth["right"][0] for name, truth in answers.items()}), "utf-8")
    assert score_reading(surveys, tmp_path / "true.json")["right"] == 3
    wrong = {name: next(side for side in (*DIRECTIONS, "inside") if side not in truth["right"]) for name, truth in answers.items()}
    (tmp_path / "wrong.json").write_text(json.dumps(wrong), "utf-8")
    assert score_reading(surveys, tmp_path / "wrong.json")["right"] == 0


def test_nothing_in_the_folder_tells_the_answer(surveys: Path):
    """Pins a family, a seed or a side in a file's name, in a picture's metadata, or legible in the sealed file."""
    answers = unseal(surveys)["answers"]
    assert sorted(file.name for file in surveys.iterdir()) == sorted([FILE, *(f"{name}.png" for name in answers)])
    raw = b"".join(file.read_bytes() for file in surveys.iterdir())
    for truth in answers.values():
        assert truth["family"].encode() not in raw
        assert not any(f'"{side}"'.encode() in raw for side in truth["right"])


@pytest.mark.parametrize(
    ("text", "told"),
    [("[", "not JSON"), ("[]", "no JSON object"), ('{"survey-01": "top"}', "survey-02"), ("north", "not JSON")],
)
def test_a_reading_that_cannot_be_scored_is_refused(surveys: Path, tmp_path: Path, text: str, told: str):
    """Pins a reading that is counted although part of it is missing."""
    (tmp_path / "reading.json").write_text(text, "utf-8")
    with pytest.raises(BadFile, match=told):
        score_reading(surveys, tmp_path / "reading.json")


def test_an_unknown_side_is_named(surveys: Path, tmp_path: Path):
    """Pins a misspelt side that counts as a wrong answer."""
    (tmp_path / "reading.json").write_text(json.dumps({f"survey-{n:02d}": "north" for n in (1, 2, 3)}), "utf-8")
    with pytest.raises(BadFile, match="'north' of survey-01 is no side"):
        score_reading(surveys, tmp_path / "reading.json")


def test_a_folder_in_use_is_left_alone(surveys: Path):
    """Pins answers that are overwritten by those of another run."""
    with pytest.raises(BadFile, match="not empty"):
        render_surveys(surveys, count=1)


def test_right_sides_are_those_of_the_origins():
    """Pins a side that is mirrored: y runs up, rows run down."""
    specimen = FractureSpecimen(0)
    x_low, y_low, x_high, y_high = specimen.outline
    x, y = specimen.origin
    sides = right_sides(specimen)
    if abs(x - (x_low + x_high) / 2) / (x_high - x_low) > abs(y - (y_low + y_high) / 2) / (y_high - y_low):
        assert ("right" if x > (x_low + x_high) / 2 else "left") in sides
    else:
        assert ("top" if y > (y_low + y_high) / 2 else "bottom") in sides
    assert len(sides) in (2, 3)
