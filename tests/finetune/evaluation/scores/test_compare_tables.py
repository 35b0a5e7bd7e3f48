"""Two readers on the same pictures."""

import numpy as np
import pytest
from scipy.stats import binom

from fractoscope.finetune.evaluation.scores import AnswerTable, compare_tables
from fractoscope.finetune.evaluation.scores.mcnemar import mcnemar
from tests.finetune.evaluation.conftest import DIMPLES, RIVERS, MakeBenchmark, predictions, said

ROWS = [{"present": (DIMPLES,), "absent": (RIVERS,)} for _ in range(20)]


def test_a_better_reader_wins_and_itself_ties(make_benchmark: MakeBenchmark):
    """Pins the sign (second less first) and an interval of a reader against itself that is not exactly zero."""
    benchmark = make_benchmark(ROWS)
    weak = AnswerTable.made(benchmark, predictions(benchmark, said(*[(RIVERS,)] * 8, *[(DIMPLES,)] * 12)))
    strong = AnswerTable.made(benchmark, predictions(benchmark, said(*[(DIMPLES,)] * 20)))
    result = compare_tables(weak, strong, resamples=300)
    gain = result["difference"]["micro_f1"]
    assert gain["value"] == pytest.approx(0.4) and gain["excludes_zero"]
    assert gain["interval_95"][0] > 0 and gain["second"] == 1.0
    assert result["mcnemar"]["exact"]["only_second"] == 8 and result["mcnemar"]["exact"]["p"] < 0.01
    assert result["papers"] == 20 and result["tags"] == 40
    tie = compare_tables(weak, weak, resamples=300)["difference"]
    assert all(entry["interval_95"] == [0.0, 0.0] and not entry["excludes_zero"] for entry in tie.values())
    back = compare_tables(strong, weak, resamples=300)["difference"]["micro_f1"]
    assert back["interval_95"] == pytest.approx([-limit for limit in reversed(gain["interval_95"])])


def test_what_is_not_paired_is_refused(make_benchmark: MakeBenchmark):
    """Pins a difference of figures over different features."""
    benchmark = make_benchmark(ROWS)
    answers = said(*[(DIMPLES,)] * 20)
    both = AnswerTable.made(benchmark, predictions(benchmark, answers))
    one = AnswerTable.made(benchmark, predictions(benchmark, answers), features=(DIMPLES,))
    with pytest.raises(ValueError, match="paired"):
        compare_tables(both, one)


def test_mcnemar_is_the_binomial_of_the_differing_decisions():
    """Pins the exact test: 1 against 7 of 20 decisions."""
    first, second = np.ones(20, bool), np.ones(20, bool)
    first[:7], second[7:8] = False, False
    assert mcnemar(first, second) == {"only_first": 1, "only_second": 7, "p": pytest.approx(2 * binom.cdf(1, 8, 0.5))}
    assert mcnemar(first, first)["p"] == 1.0
