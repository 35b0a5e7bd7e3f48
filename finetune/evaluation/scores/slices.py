"""Figures by field width."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.evaluation.scores.answer_table import AnswerTable
from fractoscope.finetune.evaluation.tag_scores import figures
from fractoscope.model.taxonomy import load_taxonomy

DECADES = (("below 10 um", 0.0, 1e-5), ("10 um to 100 um", 1e-5, 1e-4), ("100 um to 1 mm", 1e-4, 1e-3), ("1 mm and above", 1e-3, np.inf))
"""Names and ends (m) of classes of field width; the lower end belongs to the class."""
UNKNOWN = "unknown"


def field_width_slices(table: AnswerTable) -> dict[str, dict[str, Any]]:
    """Return micro figures by class of field width, and by whether the width lies in the feature's own band.

    Returns
    -------
    dict
        `field_width`: {class: {`images`, `tags`, `support`, `precision`, `recall`, `f1`}}; `bands`: the same for tags "inside" and
        "outside" the band at which the taxonomy lets a feature be called, and "unknown" where the picture has no scale.
    """
    widths = np.array([np.nan if row.field_width is None else row.field_width for row in table.rows])
    columns = np.ones(len(table.features), np.bool_)[None, :]
    classes = {name: ((widths >= low) & (widths < high))[:, None] & columns for name, low, high in DECADES}
    classes[UNKNOWN] = np.isnan(widths)[:, None] & columns
    inside = np.array([[_inside(name, row.field_width) for name in table.features] for row in table.rows], np.bool_)
    inside = inside.reshape(table.known.shape)
    bands = {"inside": inside, "outside": ~inside & ~classes[UNKNOWN], UNKNOWN: classes[UNKNOWN]}
    return {"field_width": _scored(table, classes), "bands": _scored(table, bands)}


def _inside(feature: str, width: float | None) -> bool:
    band = load_taxonomy().feature(feature).band
    return width is not None and (band is None or band.holds(width))


def _scored(table: AnswerTable, parts: dict[str, NDArray[np.bool_]]) -> dict[str, Any]:
    """Return figures of the parts that hold a known tag."""
    result = {}
    for name, part in parts.items():
        known = table.known & part
        if known.any():
            hits, extras, misses = (int((count.astype(np.bool_) & part).sum()) for count in table.counts())
            counted = {"images": int(known.any(axis=1).sum()), "tags": int(known.sum()), "support": int((table.present & part).sum())}
            result[name] = {**counted, **figures(hits, extras, misses)}
    return result
