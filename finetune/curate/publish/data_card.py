"""The page that goes with a dataset: what is in it, where from, and what it must not be used for."""

from collections.abc import Mapping, Sequence
from typing import Any

from fractoscope.finetune.curate.records import SPLITS, DatasetRow

WHAT = """Panels of fracture surfaces in the scanning electron microscope, cut from published figures, with the fractographic features
that are present, those that were looked for and are absent, and directions where they are known. A feature in neither list is unknown."""
WHO_STANDS = """One picture stands for each: of those under the widest terms the one with most pixels. Labels of copies were merged."""
TERMS = "Each row names its paper and its terms; who passes a picture on must name both."
TEACHERS = "A person's word outranks a teacher model's. Teachers err: do not score a model against their labels alone."


def data_card(description: Mapping[str, Any]) -> str:
    """Return the card of a version in Markdown, all figures taken from its description."""
    counts, papers = description["counts"], description["papers"]
    parts = [[split, f"{counts[split]:,}", f"{papers[split]:,}"] for split in SPLITS]
    licences = [[name, f"{count:,}"] for name, count in description["licences"].items()]
    parent = description["parent"]
    sections = [
        f"# {description['name']} {description['version']}",
        WHAT,
        "## Parts",
        _table(["part", "pictures", "papers"], parts),
        "Parts share no paper and no cluster of copies. "
        + (f"Benchmark and calibration are those of {parent}." if parent else "This version has no parent."),
        "## Leaks",
        _leaks(description["leak_audit"]),
        "## Copies",
        _copies(description),
        "## Features",
        "Present / absent, by part, and whose labels they are.",
        _features(description["class_table"]),
        "## What is lacking",
        _lacking(description),
        "## Licences",
        _table(["licence", "pictures"], licences),
        TERMS,
        "## Labels",
        f"By {_listed(description['label_sources'])}. {TEACHERS}",
        "## Left out",
        (_listed(description["left_out"]) or "Nothing") + ".",
    ]
    return "\n\n".join(sections) + "\n"


def benchmark_card(rows: Sequence[DatasetRow], description: Mapping[str, Any]) -> str:
    """Return the card of the benchmark of a version."""
    by: dict[str, int] = {source: sum(row.label_source == source for row in rows) for source in sorted({row.label_source for row in rows})}
    papers = len({row.paper for row in rows})
    lines = [
        f"# Benchmark of {description['name']} {description['version']}",
        f"{len(rows)} pictures of {papers} papers, one a line in `labels.jsonl`, labelled by {_listed(by) or 'nobody'}. "
        "None shares a paper or a copy with what may be trained on.",
    ]
    if teacher := by.get("teacher", 0):
        lines.append(f"**{teacher} of them carry a teacher model's labels**, and are no measure until a person has looked at them.")
    return "\n\n".join(lines) + "\n"


def _leaks(audit: Mapping[str, Any]) -> str:
    said = (
        "A second search, by hashes and by correlation and without the clusters, held pictures of different parts against each other: "
        f"{audit['hashed']:,} pairs by hash, {audit['compared']:,} by correlation. It found {audit['leaks']:,}."
    )
    if tied := audit.get("tied", 0):
        said += f" {tied:,} pairs that it had suspected before were dealt into one part each, copies or not."
    return said + "".join(f"\n- {pair['one']} and {pair['other']}, by {pair['by']} ({pair['score']})" for pair in audit["pairs"])


def _copies(description: Mapping[str, Any]) -> str:
    copies, contradicted = description["duplicates"], len(description["conflicts"])
    return (
        f"{copies['clusters']:,} clusters, {copies['with_copies']:,} of them with copies, the largest of {copies['largest']:,}. "
        f"{WHO_STANDS} {contradicted:,} pictures have features on which annotators or copies contradict each other; these are unknown here."
    )


def _features(table: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [
        [feature, *(f"{row[split]['present']} / {row[split]['absent']}" for split in SPLITS), _listed(row["sources"])]
        for feature, row in table.items()
        if any(row[split]["present"] or row[split]["absent"] for split in SPLITS)
    ]
    return _table(["feature", *SPLITS, "labelled by"], rows)


def _lacking(description: Mapping[str, Any]) -> str:
    least = description["settings"]["rare_below"]
    if not description["mine_more_of"]:
        return f"Every feature has {least} pictures, copies not counted."
    return f"Below {least} pictures, copies not counted. Mine more of (pictures missing): {_listed(description['mine_more_of'])}."


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
