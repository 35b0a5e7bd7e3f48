"""All figures of one reader."""

from typing import Any

from fractoscope.finetune.evaluation.predictions import Predictions
from fractoscope.finetune.evaluation.scores.answer_table import AnswerTable
from fractoscope.finetune.evaluation.scores.calibration_scores import calibration_scores
from fractoscope.finetune.evaluation.scores.drawn_figures import FIGURES, drawn_figures
from fractoscope.finetune.evaluation.scores.feature_scores import feature_scores
from fractoscope.finetune.evaluation.scores.paper_draws import RESAMPLES, interval, paper_draws
from fractoscope.finetune.evaluation.scores.precisions import precisions
from fractoscope.finetune.evaluation.scores.reading_scores import hallucination, latency, not_told, validity
from fractoscope.finetune.evaluation.scores.slices import field_width_slices

TEACHER_ONLY = (
    "scored against a teacher's labels alone: agreement with a model, not correctness; have people review the benchmark before quoting it"
)


def score_table(table: AnswerTable, predictions: Predictions, resamples: int = RESAMPLES, seed: int = 0) -> dict[str, Any]:
    """Return what a reader scores on a benchmark.

    Parameters
    ----------
    table
        Its answers beside the labels.
    predictions
        The same answers, with who gave them.
    resamples, seed
        Of the bootstrap over papers.

    Returns
    -------
    dict
        `images`, `papers`, `tags` (known labels), `labels`, `label_sources`, `warning` (None, or why not to quote this), `reader`;
        `micro`, `macro_f1`, `exact_set`, `precisions` (all three readings of the word), `interval_95` by figure; `features`;
        `ece`, `calibration`; `field_width`, `bands`; `hallucination`, `validity`, `not_told`, `latency_s`.
    """
    draws = paper_draws(int(table.group.max()) + 1, resamples, seed)
    drawn = drawn_figures(table, draws)
    calibration = calibration_scores(table)
    sources = [row.label_source for row in table.rows]
    return {
        "images": len(table.rows),
        "papers": draws.shape[1],
        "tags": int(table.known.sum()),
        "labels": table.labels,
        "label_sources": {source: sources.count(source) for source in sorted(set(sources))},
        "warning": TEACHER_ONLY if table.labels == "teacher" else None,
        "reader": predictions.reader,
        "micro": {name: float(drawn[f"micro_{name}"][0]) for name in ("precision", "recall", "f1")},
        "macro_f1": float(drawn["macro_f1"][0]),
        "exact_set": float(drawn["exact"][0]),
        "precisions": precisions(table, drawn),
        "interval_95": {name: interval(drawn[name][1:]) for name in FIGURES},
        "features": feature_scores(table, draws),
        "ece": None if calibration is None else calibration["ece"],
        "calibration": calibration,
        **field_width_slices(table),
        "hallucination": hallucination(table),
        "validity": validity(table),
        "not_told": not_told(table, predictions.features),
        "latency_s": latency(table),
    }
