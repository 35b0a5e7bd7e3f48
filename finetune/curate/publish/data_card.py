"""The page that goes with a dataset: what is in it, where from, and what it must not be used for."""

from collections.abc import Mapping, Sequence
from typing import Any

from fractoscope.finetune.curate.records import SPLITS, DatasetRow


def data_card(description: Mapping[str, Any]) -> str:
    """Return the card of a version in Markdown, all figures taken from its description."""
    counts, papers, audit, copies = (description[name] for name in ("counts", "papers", "leak_audit", "duplicates"))
    parts = [[split, f"{counts[split]:,}", f"{papers[split]:,}"] for split in SPLITS]
    table = [
        [feature, *(f"{row[split]['present']} / {row[split]['absent']}" for split in SPLITS), _listed(row["sources"])]
        for feature, row in description["class_table"].items()
        if any(row[split]["present"] or row[split]["absent"] for split in SPLITS)
    ]
    sections = [
        f"# {description['name']} {description['version']}",
        "Panels of fracture surfaces in the scanning electron microscope, cut from published figures, with the fractographic features that are "
        "present, those that were looked for and are absent, and directions where they are known. A feature in neither list is unknown.",
        "## Parts\n\n" + _table(["part", "pictures", "papers"], parts),
        "Parts share no paper and no cluster of copies. "
        + (f"Benchmark and calibration are those of {description['parent']}." if description["parent"] else "This version has no parent."),
        "## Leaks\n\n"
        f"A second search, by hashes and by correlation and without the clusters, held {audit['hashed']:,} pairs of pictures of different parts "
        f"against each other by hash and {audit['compared']:,} by correlation. It found {audit['leaks']:,}."
        + "".join(f"\n- {pair['one']} and {pair['other']}, by {pair['by']} ({pair['score']})" for pair in audit["pairs"]),
        "## Copies\n\n"
        f"{copies['clusters']:,} clusters, {copies['with_copies']:,} of them with copies, the largest of {copies['largest']:,}; one picture stands for "
        "each: of those under the widest terms the one with most pixels. Labels of copies were merged; "
        f"{len(description['conflicts']):,} pictures have features on which these contradict each other, which are unknown here.",
        "## Features\n\nPresent / absent, by part, and whose labels they are.\n\n" + _table(["feature", *SPLITS, "labelled by"], table),
        "## What is lacking\n\n"
        + (
            f"Below {description['settings']['rare_below']} pictures. Mine more of: {_listed(description['mine_more_of'])} (pictures missing)."
            if description["mine_more_of"]
            else "Nothing is below what was asked."
        ),
        "## Licences\n\n" + _table(["licence", "pictures"], [[name, f"{count:,}"] for name, count in description["licences"].items()]),
        "Each row names its paper and its terms; who passes a picture on must name both.",
        "## Labels\n\n"
        f"By {_listed(description['label_sources'])}. A person's word outranks a teacher model's. Teachers err: do not score a model against their "
        "labels alone.",
        "## Left out\n\n" + (_listed(description["left_out"]) or "Nothing") + ".",
    ]
    return "\n\n".join(sections) + "\n"


def benchmark_card(rows: Sequence[DatasetRow], description: Mapping[str, Any]) -> str:
    """Return the card of the benchmark of a version."""
    by = {source: sum(row.label_source == source for row in rows) for source in sorted({row.label_source for row in rows})}
    teacher = by.get("teacher", 0)
    warning = (
        f"\n\n**{teacher} of them carry a teacher model's labels**, and are no measure until a person has looked at them."
        if teacher
        else ""
    )
    return (
        f"# Benchmark of {description['name']} {description['version']}\n\n"
        f"{len(rows)} pictures of {len({row.paper for row in rows})} papers, one a line in `labels.jsonl`, labelled by {_listed(by) or 'nobody'}. None shares "
        f"a paper or a copy with what may be trained on.{warning}\n"
    )


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
