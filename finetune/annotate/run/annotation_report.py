"""What a run has, what it lacks, and what it took."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from fractoscope.finetune.annotate.cost.price_list import PriceList
from fractoscope.finetune.annotate.requests.panel_question import PanelQuestion
from fractoscope.finetune.annotate.run.annotation_settings import AnnotationSettings
from fractoscope.finetune.annotate.run.annotation_state import AnnotationState
from fractoscope.model.taxonomy import load_taxonomy

WORDS = {True: "yes", False: "no", None: "unknown"}


def annotation_report(
    questions: Mapping[str, PanelQuestion],
    state: AnnotationState,
    settings: AnnotationSettings,
    prices: PriceList | None,
    *,
    batch: bool,
) -> dict[str, Any]:
    """Count a run.

    Returns
    -------
    dict
        `panels`; `requests` (`asked_for`, `answered`, `under_way`, `given_up`); `attempts`; `lost_attempts`, by reason; `given_up`,
        requests by the reason of their last attempt; `put_right`, faults of answers; `fracture`; `features`, panels with each present
        and absent; `tokens`, `cost`, `currency`, `models`.
    """
    panels = sum(len(question.record_ids) for question in questions.values())
    answered = [question for name, question in questions.items() if name in state.answers]
    given_up = Counter(
        failure.reason
        for name, failure in state.failures.items()
        if name in questions and name not in state.answers and (not failure.again or state.attempts[name] >= settings.attempts)
    )
    present: Counter[str] = Counter()
    absent: Counter[str] = Counter()
    fracture: Counter[str] = Counter()
    for question in answered:
        answer, copies = state.answers[question.id], len(question.record_ids)
        fracture[WORDS[answer.fracture]] += copies
        for finding in answer.findings:
            present[finding.feature] += copies
        for name in answer.absent:
            absent[name] += copies
    tokens_in = sum(tokens for tokens, _ in state.tokens.values())
    tokens_out = sum(tokens for _, tokens in state.tokens.values())
    return {
        "panels": {"found": panels, "annotated": sum(len(question.record_ids) for question in answered)},
        "requests": {
            "asked_for": len(questions),
            "answered": len(answered),
            "under_way": sum(len(shard.ids()) for shard in state.outstanding),
            "given_up": sum(given_up.values()),
        },
        "attempts": sum(state.attempts.values()),
        "lost_attempts": dict(sorted(state.lost.items())),
        "given_up": dict(sorted(given_up.items())),
        "put_right": dict(sorted((name, count) for name, count in state.notes.counts.items() if count)),
        "fracture": {word: fracture[word] for word in WORDS.values()},
        "features": {
            name: {"present": present[name], "absent": absent[name]} for name in load_taxonomy().ids if present[name] or absent[name]
        },
        "tokens": {"read": tokens_in, "written": tokens_out},
        "cost": None if prices is None else round(prices.price(tokens_in, tokens_out, batch=batch), 4),
        "currency": "" if prices is None else prices.currency,
        "models": sorted(state.models),
    }


def report_text(report: Mapping[str, Any]) -> str:
    """Return a report as a few lines for people."""
    panels, requests, tokens = report["panels"], report["requests"], report["tokens"]
    lines = [
        f"panels: {panels['found']} mined, {panels['annotated']} annotated",
        f"requests: {requests['asked_for']} needed, {requests['answered']} answered, {requests['under_way']} under way, "
        f"{requests['given_up']} given up, in {report['attempts']} attempts",
        *(f"given up, {reason}: {count}" for reason, count in report["given_up"].items()),
        *(f"lost attempts, {reason}: {count}" for reason, count in report["lost_attempts"].items()),
        *(f"put right in answers, {fault}: {count}" for fault, count in report["put_right"].items()),
        f"tokens: {tokens['read']} read, {tokens['written']} written",
    ]
    if report["cost"] is not None:
        lines.append(f"cost: {report['cost']:.2f} {report['currency']}")
    if report["possibly_paid"]:
        lines.append(f"possibly paid without an answer, since a process was killed: {report['possibly_paid']}")
    lines += [f"waiting for results/{name}.jsonl" for name in report["waiting"]]
    return "\n".join(lines) + "\n"
