"""An ablation to read."""

from typing import Any

FIGURES = (("micro_precision", "precision"), ("micro_recall", "recall"), ("micro_f1", "F1"), ("macro_f1", "macro F1"))


def ablation_table(result: dict[str, Any]) -> str:
    """Return a page in Markdown: the recipe's scores, and every variant with its paired difference.

    Parameters
    ----------
    result
        Of `ablate`, also of one that is not finished.
    """
    scores = result["recipe"]
    head = f"{scores['images']} pictures of {scores['papers']} papers, {scores['tags']} known labels ({result['labels']})"
    lines = [f"# Ablation of the recipe {result['recipe_name']}", "", f"{head}. Micro figures; differences are variant less recipe,"]
    lines += ["with the 95 % interval over papers; in bold where it excludes zero. Variants were trained once: how much another seed would"]
    lines += ["change is not in the interval.", ""]
    if result["warning"]:
        lines += [f"**{result['warning']}**", ""]
    lines += ["| variant | question | " + " | ".join(title for _, title in FIGURES) + " | ECE |", "|---|---|" + "---|" * (len(FIGURES) + 1)]
    lines.append("| recipe | | " + " | ".join(f"{_figure(scores, name):.3f}" for name, _ in FIGURES) + f" | {_ece(scores)} |")
    for name, entry in result["variants"].items():
        cells = [_difference(entry["comparison"]["difference"][figure]) for figure, _ in FIGURES]
        lines.append(f"| {name} | {entry['question']} | {' | '.join(cells)} | {_ece(entry['scores'])} |")
    if result["passed_over"]:
        lines += ["", "Passed over:", "", *(f"- {name}: {why}" for name, why in result["passed_over"].items())]
    return "\n".join(lines) + "\n"


def _figure(scores: dict[str, Any], name: str) -> float:
    value = scores["macro_f1"] if name == "macro_f1" else scores["micro"][name.removeprefix("micro_")]
    return float(value)


def _ece(scores: dict[str, Any]) -> str:
    return "missing" if scores["ece"] is None else f"{scores['ece']:.3f}"


def _difference(entry: dict[str, Any]) -> str:
    low, high = entry["interval_95"]
    text = f"{entry['second']:.3f} ({entry['value']:+.3f}; {low:+.3f} to {high:+.3f})"
    return f"**{text}**" if entry["excludes_zero"] else text
