"""What goes wrong besides wrong tags: things seen where nothing is, unusable answers, features that cannot be told, time."""

from collections.abc import Collection
from typing import Any

import numpy as np

from fractoscope.finetune.evaluation.scores.answer_table import AnswerTable
from fractoscope.model.taxonomy import Group, load_taxonomy


def hallucination(table: AnswerTable) -> dict[str, Any]:
    """Return how often a fracture feature is said where there is none.

    Returns
    -------
    dict
        `images`: pictures that are not of a fracture (labelled off target or as a faulty picture, and without any fracture feature);
        `rate`: share of these with a fracture feature said, None without such pictures. Said features count here also where a label is
        unknown: on a polished section there are none.
    """
    taxonomy = load_taxonomy()
    fracture = {feature.id for feature in taxonomy.features if feature.group is Group.MORPHOLOGY}
    vetoes = {feature.id for feature in taxonomy.features if feature.group in {Group.OFF_TARGET, Group.QUALITY}}
    empty = [number for number, row in enumerate(table.rows) if vetoes & set(row.present) and not fracture & set(row.present)]
    seen = [number for number in empty if fracture & set(table.answers[number].said)]
    return {"images": len(empty), "rate": len(seen) / len(empty) if empty else None}


def validity(table: AnswerTable) -> dict[str, Any]:
    """Return `rate`, the share of pictures with a usable answer, and `faults`, why the others have none and how often."""
    faults = [answer.fault for answer in table.answers if answer.fault]
    return {"rate": 1.0 - len(faults) / len(table.answers), "faults": {fault: faults.count(fault) for fault in sorted(set(faults))}}


def not_told(table: AnswerTable, features: Collection[str]) -> dict[str, Any]:
    """Return what is labelled and the reader has no word for: `features` with their support, and `recall_over_all`, with these missed."""
    missed: dict[str, int] = {}
    for row in table.rows:
        for name in row.present:
            if name not in features:
                missed[name] = missed.get(name, 0) + 1
    hits, support = int((table.said & table.present).sum()), int(table.present.sum()) + sum(missed.values())
    return {"features": dict(sorted(missed.items())), "recall_over_all": hits / support if support else 0.0}


def latency(table: AnswerTable) -> dict[str, float]:
    """Return seconds a picture: `median` and `p95`."""
    seconds = [answer.seconds for answer in table.answers]
    return {"median": float(np.median(seconds)), "p95": float(np.percentile(seconds, 95))}
