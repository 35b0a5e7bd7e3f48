"""What a run found, what it dropped, and why."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from fractoscope.finetune.mine.run.article_outcome import ArticleOutcome


def mining_report(outcomes: Iterable[ArticleOutcome], passed_over: Mapping[str, int]) -> dict[str, Any]:
    """Count outcomes, stage by stage: at each stage, what came in is what went on plus what was dropped.

    Parameters
    ----------
    outcomes
        Of all finished articles.
    passed_over
        What was not opened at all, by reason.

    Returns
    -------
    dict
        `articles`, `figures`, `panels` and `scale_bars` with their counts; `dropped`: counts by stage and reason; `licences`: panels
        kept by licence; `seconds`: time spent on articles by all processes together.
    """
    articles: Counter[str] = Counter()
    figures: Counter[str] = Counter()
    panels: Counter[str] = Counter()
    scales: Counter[str] = Counter()
    licences: Counter[str] = Counter()
    dropped: dict[str, Counter[str]] = {stage: Counter() for stage in ("article", "licence", "figure", "panel")}
    seconds = 0.0
    for outcome in outcomes:
        articles["found"] += 1
        articles["read"] += outcome.read
        articles["with_panels_kept"] += any(not panel.dropped for panel in outcome.panels)
        figures["found"] += outcome.figures
        figures["citations"] += outcome.citations
        figures["pictures"] += outcome.pictures
        seconds += outcome.seconds
        for drop in outcome.drops:
            dropped[drop.stage][drop.reason] += 1
        for panel in outcome.panels:
            panels["found"] += 1
            panels["kept"] += not panel.dropped
            panels["lettered"] += bool(panel.panel)
            if panel.dropped:
                dropped["panel"][panel.dropped] += 1
            else:
                licences[panel.licence.id] += 1
                scales["panels"] += 1
                scales["found"] += panel.scale is not None
                scales["read"] += panel.scale is not None and panel.scale.length is not None
    return {
        "articles": {name: articles[name] for name in ("found", "read", "with_panels_kept")},
        "figures": {name: figures[name] for name in ("found", "pictures", "citations")},
        "panels": {name: panels[name] for name in ("found", "lettered", "kept")},
        "scale_bars": {name: scales[name] for name in ("panels", "found", "read")},
        "licences": dict(sorted(licences.items())),
        "passed_over": dict(sorted(passed_over.items())),
        "dropped": {stage: dict(sorted(counts.items())) for stage, counts in dropped.items()},
        "seconds": round(seconds, 2),
    }


def report_text(report: Mapping[str, Any]) -> str:
    """Return a report as a few lines for people."""
    articles, figures, panels, scales = (report[name] for name in ("articles", "figures", "panels", "scale_bars"))
    lines = [
        f"articles: {articles['found']} found, {articles['read']} read, {articles['with_panels_kept']} with panels kept",
        f"figures: {figures['found']} found, {figures['pictures']} pictures decoded, {figures['citations']} cross-references",
        f"panels: {panels['found']} found, {panels['lettered']} with a letter, {panels['kept']} kept",
        f"scale bars of panels kept: {scales['found']} found, {scales['read']} with their number read",
        *(f"kept under {name}: {count}" for name, count in report["licences"].items()),
        *(f"passed over, {reason}: {count}" for reason, count in report["passed_over"].items()),
        *(f"dropped at {stage}, {reason}: {count}" for stage, counts in report["dropped"].items() for reason, count in counts.items()),
    ]
    if not report["text_reader"]:
        lines.append("no text was read in pictures, so letters went by order and scale bars have no number: install fractoscope[mine]")
    return "\n".join(lines) + "\n"
