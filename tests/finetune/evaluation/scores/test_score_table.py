"""Figures of one reader, counted by hand."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.finetune.evaluation.scores import AnswerTable, score_table
from fractoscope.finetune.evaluation.scores.calibration_scores import equal_mass_error
from fractoscope.instruments.errors import BadFile
from tests.finetune.evaluation.conftest import DIMPLES, OFF, RIVERS, STRIATIONS, MakeBenchmark, predictions, said

ROWS = [
    {"present": (DIMPLES,), "absent": (RIVERS,)},
    {"present": (DIMPLES, RIVERS), "absent": (STRIATIONS,)},
    {"present": (), "absent": (DIMPLES, RIVERS), "pixel_size": None},
    {"present": (OFF,), "absent": (DIMPLES, RIVERS, STRIATIONS), "pixel_size": 1e-5},
]


def test_precision_has_its_three_readings(make_benchmark: MakeBenchmark):
    """Pins each reading on four pictures; the unknown is not scored and saying nothing has a defined value."""
    benchmark = make_benchmark(ROWS)
    # striations of the first picture are unknown: neither right nor wrong
    read = predictions(benchmark, said((DIMPLES, STRIATIONS), (RIVERS, STRIATIONS), (), (RIVERS, OFF)))
    scores = score_table(AnswerTable.made(benchmark, read), read, resamples=50)
    assert scores["micro"] == {"precision": pytest.approx(3 / 5), "recall": pytest.approx(3 / 4), "f1": pytest.approx(6 / 9)}
    assert scores["precisions"] == {
        "micro": pytest.approx(3 / 5),
        "samples": pytest.approx((1 + 0.5 + 1 + 0.5) / 4),
        "samples_where_said": pytest.approx((1 + 0.5 + 0.5) / 3),
        "image_exact": pytest.approx(2 / 4),
        "headline": pytest.approx(2 / 3),
        "said_nothing": 1,
    }
    assert scores["tags"] == 2 + 3 + 2 + 4
    assert scores["features"][DIMPLES]["support"] == 2 and not scores["features"][DIMPLES]["ranked"]
    assert scores["hallucination"] == {"images": 1, "rate": 1.0}
    assert scores["field_width"]["unknown"]["images"] == 1 and scores["field_width"]["below 10 um"]["images"] == 2
    assert scores["ece"] is None and scores["calibration"] is None
    json.dumps(scores, allow_nan=False)


def test_a_missing_probability_is_not_zero(make_benchmark: MakeBenchmark):
    """Pins a model that names only what it sees being called well calibrated, or badly, for what it did not name."""
    benchmark = make_benchmark(ROWS[:2])
    read = predictions(benchmark, said({DIMPLES: 0.8}, {DIMPLES: 0.6}))
    calibration = score_table(AnswerTable.made(benchmark, read), read, resamples=5)["calibration"]
    assert calibration["tags"] == 2 and calibration["missing"] == pytest.approx(3 / 5)
    assert calibration["ece"] == pytest.approx(0.3) and calibration["brier"] == pytest.approx((0.04 + 0.16) / 2)
    assert calibration["risk"]["1"] == 0.0


def test_a_teachers_labels_never_count_unsaid(make_benchmark: MakeBenchmark):
    """Pins agreement with a model being reported as correctness, and the two kinds of labels being mixed."""
    benchmark = make_benchmark([ROWS[0], {**ROWS[1], "label_source": "teacher"}])
    read = predictions(benchmark, said((DIMPLES,), (DIMPLES,)))
    expert = score_table(AnswerTable.made(benchmark, read), read, resamples=5)
    assert expert["images"] == 1 and expert["label_sources"] == {"person": 1} and expert["warning"] is None
    teacher = score_table(AnswerTable.made(benchmark, read, "teacher"), read, resamples=5)
    assert teacher["images"] == 1 and "teacher's labels alone" in teacher["warning"]


def test_features_that_a_reader_cannot_tell_are_listed(make_benchmark: MakeBenchmark):
    """Pins a small vocabulary passing for a good recall."""
    benchmark = make_benchmark(ROWS[:2])
    read = predictions(benchmark, said((DIMPLES,), (DIMPLES,)), (DIMPLES,))
    scores = score_table(AnswerTable.made(benchmark, read), read, resamples=5)
    assert scores["micro"]["recall"] == 1.0
    assert scores["not_told"] == {"features": {RIVERS: 1}, "recall_over_all": pytest.approx(2 / 3)}


def test_papers_are_drawn_and_not_pictures(make_benchmark: MakeBenchmark):
    """Pins narrow intervals from many pictures of two specimens."""
    rows = [{"present": (DIMPLES,), "paper": "10.1/a" if number < 10 else "10.1/b"} for number in range(20)]
    answers = said(*[(DIMPLES,) if number < 10 else () for number in range(20)])
    benchmark = make_benchmark(rows)
    read = predictions(benchmark, answers)
    scores = score_table(AnswerTable.made(benchmark, read), read, resamples=400)
    assert scores["papers"] == 2 and scores["interval_95"]["micro_recall"] == [0.0, 1.0]
    assert scores["features"][DIMPLES]["ranked"]


def test_predictions_of_another_benchmark_are_refused(make_benchmark: MakeBenchmark):
    """Pins answers beside labels of other pictures."""
    benchmark = make_benchmark(ROWS[:1])
    read = predictions(benchmark, said((DIMPLES,)))
    with pytest.raises(BadFile, match="another benchmark"):
        AnswerTable.made(benchmark, type(read)(read.reader, read.features, "other", read.answers))
    with pytest.raises(BadFile, match="no teacher labels"):
        AnswerTable.made(benchmark, read, "teacher")


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_the_error_of_calibration_lies_between_0_and_1_and_is_0_for_certainty(pairs: list[tuple[float, bool]]):
    """Pins bins that lose tags or weigh them twice."""
    probability, present = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    assert 0.0 <= equal_mass_error(probability, present) <= 1.0 + 1e-12
    assert equal_mass_error(present.astype(float), present) == 0.0
    assert equal_mass_error(1.0 - present, present) >= equal_mass_error(probability, present) - 1e-12
