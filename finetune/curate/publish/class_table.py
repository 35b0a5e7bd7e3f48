"""How often each feature was seen, looked for, and by whom."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from fractoscope.finetune.curate.records import SPLITS, DatasetRow


def class_table(rows: Iterable[DatasetRow], features: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return, by feature in taxonomy order, counts of pictures.

    Parameters
    ----------
    rows
        Of all parts; one picture a cluster, so copies count once.
    features
        Identifiers that are listed even where no picture shows them.

    Returns
    -------
    dict
        For each feature and part: `present`, `absent`; and `sources`, how many of those present a person, a teacher or a simulator
        labelled.
    """
    table: dict[str, dict[str, Any]] = {
        feature: {**{split: {"present": 0, "absent": 0} for split in SPLITS}, "sources": Counter()} for feature in features
    }
    for row in rows:
        for feature in row.present:
            table[feature][row.split]["present"] += 1
            table[feature]["sources"][row.label_source] += 1
        for feature in row.absent:
            table[feature][row.split]["absent"] += 1
    return {feature: {**counts, "sources": dict(sorted(counts["sources"].items()))} for feature, counts in table.items()}


def lacking(table: dict[str, dict[str, Any]], least: int) -> dict[str, int]:
    """Return how many pictures of each rare feature are missing to `least`, the scarcest first."""
    found = {feature: sum(counts[split]["present"] for split in SPLITS) for feature, counts in table.items()}
    return {feature: least - count for feature, count in sorted(found.items(), key=lambda item: item[1]) if count < least}
