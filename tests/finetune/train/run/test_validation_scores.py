"""What an adapter is chosen by."""

import numpy as np

from fractoscope.finetune.train.run.validation_scores import validation_scores


def test_the_unknown_is_not_scored():
    """Pins a false alarm that is counted where nobody looked."""
    states = np.array([[1, 0, -1], [1, -1, 0]])
    scores = validation_scores(np.array([[2.0, -1.0, 9.0], [-3.0, 9.0, 1.0]], np.float32), states)
    assert (scores["micro_precision"], scores["micro_recall"], scores["micro_f1"]) == (0.5, 0.5, 0.5)


def test_among_equals_the_surer_one_is_chosen_and_f1_always_outweighs():
    """Pins a first adapter that is kept for good because a small split is soon read without a fault."""
    states = np.array([[1, 0]] * 10)
    sure, unsure = (validation_scores(np.array([[size, -size]] * 10, np.float32), states) for size in (4.0, 0.1))
    wrong = validation_scores(np.array([[-9.0, -9.0]] + [[9.0, -9.0]] * 9, np.float32), states)
    assert sure["micro_f1"] == unsure["micro_f1"] == 1.0
    assert sure["rank"] > unsure["rank"] > wrong["rank"]
