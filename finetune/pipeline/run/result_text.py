"""A result for people."""

from collections.abc import Mapping
from typing import Any


def result_text(result: Mapping[str, Any]) -> str:
    """Return the table of stages and what the adapter was worth, without a line break at the end."""
    lines = [f"{'stage':<12}{'seconds':>9}{'starts':>8}  what came of it"]
    for name, entry in result["stages"].items():
        lines.append(f"{name:<12}{entry['seconds']:>9.1f}{entry['starts']:>8}  {_told(name, entry['facts'])}")
    lines.append(f"{'all':<12}{result['seconds']:>9.1f}")
    if result["adapter_beats_base"] is None:
        return "\n".join(lines)
    facts = result["stages"]["evaluate"]["facts"]
    difference, micro = facts["difference"], facts["micro"]
    low, high = difference["interval_95"]
    for word, name in (("base", "first"), ("adapter", "second")):
        scores = micro[name]
        lines.append(f"{word}: micro precision {scores['precision']:.3f}, recall {scores['recall']:.3f}, F1 {scores['f1']:.3f}")
    verdict = "the adapter beats its base" if result["adapter_beats_base"] else "no gain is shown"
    lines.append(f"difference in micro F1, paired over papers: {difference['value']:+.3f} (95 %: {low:+.3f} to {high:+.3f}); {verdict}")
    return "\n".join(lines)


def _told(stage: str, facts: Mapping[str, Any]) -> str:
    if stage == "literature":
        return f"{facts['articles']} articles, {facts['micrographs']} micrographs"
    if stage == "mine":
        return f"{facts['panels']['kept']} of {facts['panels']['found']} panels kept from {facts['articles']['read']} articles"
    if stage == "annotate":
        paid = f", {facts['paid']} paid, {facts['paid_twice']} of them twice" if "paid" in facts else ""
        requests = facts["requests"]
        return f"{requests['answered']} of {requests['asked_for']} requests answered in {facts['attempts']} attempts{paid}"
    if stage == "curate":
        return f"{', '.join(f'{name} {count}' for name, count in facts['rows'].items())}; {facts['leaks']} leaks"
    if stage == "train":
        return f"recipe {facts['recipe']}, {facts['steps']} steps, best at {facts['best_step']}"
    return f"{facts['images']} pictures of {facts['papers']} papers, {facts['tags']} {facts['labels']} labels"
