"""Scores to read."""

from typing import Any

from fractoscope.finetune.evaluation.published_figures import CAVEAT, PUBLISHED, SOURCE

READINGS = {
    "micro": "right among all said (picture, feature)",
    "samples": "mean over pictures of right among said; nothing said counts as 1 where nothing is there, else 0",
    "samples_where_said": "the same without pictures of which nothing was said",
    "image_exact": "pictures all of whose known labels were met",
    "headline": "pictures whose surest said feature is there",
}


def scores_page(scores: dict[str, Any]) -> str:
    """Return a page in Markdown: what was measured, and below it, apart, what a paper reports.

    Parameters
    ----------
    scores
        Of `evaluate_reader`.
    """
    micro, interval = scores["micro"], scores["interval_95"]
    sources = ", ".join(f"{count} by {source}" for source, count in scores["label_sources"].items())
    told, empty = scores["not_told"], scores["hallucination"]
    lines = [
        f"# {scores['reader']['name']}",
        "",
        *([f"**{scores['warning']}**", ""] if scores["warning"] else []),
        f"{scores['images']} pictures of {scores['papers']} papers, {scores['tags']} known labels ({sources}).",
        "Unknown labels are not scored.",
        f"Usable answers {scores['validity']['rate']:.3f}; {scores['latency_s']['median']:.2f} s a picture (median).",
        "",
        "| figure | value | 95 % over papers |",
        "|---|---|---|",
        *(f"| micro {name} | {micro[name]:.3f} | {_range(interval[f'micro_{name}'])} |" for name in ("precision", "recall", "f1")),
        f"| macro F1 | {scores['macro_f1']:.3f} | {_range(interval['macro_f1'])} |",
        f"| ECE, equal mass, classwise | {_value(scores['ece'])} | |",
        f"| fracture features said of {empty['images']} pictures without any | {_value(empty['rate'])} | |",
        f"| recall over all labels, also of {len(told['features'])} features it has no word for | {told['recall_over_all']:.3f} | |",
        "",
        "## Precision, in all its readings",
        "",
        "| reading | value | what it is |",
        "|---|---|---|",
        *(f"| {name} | {_value(scores['precisions'][name])} | {meaning} |" for name, meaning in READINGS.items()),
        "",
        "## Readers that look at nothing",
        "",
        "| reader | micro F1 | this one is better by | 95 % |",
        "|---|---|---|---|",
        *(
            f"| {name} | {entry['micro']['f1']:.3f} | {entry['gain']['micro_f1']:+.3f} | {_range(entry['gain']['interval_95'])} |"
            for name, entry in scores["baselines"].items()
        ),
        "",
        *_features(scores),
        "",
        f"## What {SOURCE} reports",
        "",
        f"Quoted: {CAVEAT}.",
        "",
        "| model | precision | Wilson 95 % |",
        "|---|---|---|",
        *(f"| {figure.model} | {figure.precision:.2f} | {_range(figure.wilson_95)} |" for figure in PUBLISHED),
    ]
    return "\n".join(lines) + "\n"


def _features(scores: dict[str, Any]) -> list[str]:
    """Return the tables of features: those with support enough by F1, the others by name."""
    entries = scores["features"]
    ranked = sorted((name for name in entries if entries[name]["ranked"]), key=lambda name: -entries[name]["f1"])
    others = sorted(name for name in entries if not entries[name]["ranked"])
    head = ["| feature | support | precision | recall | F1 | 95 % |", "|---|---|---|---|---|---|"]
    lines = ["## Features", ""]
    for title, names in (("", ranked), ("Fewer than 10 pictures, not ranked:", others)):
        if names:
            lines += [*([title, ""] if title else []), *head, *(_feature(name, entries[name]) for name in names), ""]
    return lines[:-1]


def _feature(name: str, entry: dict[str, Any]) -> str:
    figures = " | ".join(f"{entry[figure]:.3f}" for figure in ("precision", "recall", "f1"))
    return f"| {name} | {entry['support']} | {figures} | {_range(entry['interval_95']['f1'])} |"


def _range(limits: Any) -> str:
    return f"{limits[0]:.2f} to {limits[1]:.2f}"


def _value(value: float | None) -> str:
    return "missing" if value is None else f"{value:.3f}"
