"""How far two people agree."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.annotate.review.decision import Decision
from fractoscope.model.taxonomy import load_taxonomy

RESAMPLES = 1000
FRACTURE = "fracture"

Answers = NDArray[np.bool_]


def cohen_kappa(first: Answers, second: Answers) -> float | None:
    """Return Cohen's kappa of two people's yes and no (Cohen 1960): agreement beyond chance over the most that is beyond chance.

    None where both gave one and the same answer throughout: chance alone then explains everything.
    """
    if first.size == 0:
        return None
    agreed = float(np.mean(first == second))
    yes, other = float(first.mean()), float(second.mean())
    chance = yes * other + (1 - yes) * (1 - other)
    return None if chance >= 1 - 1e-12 else (agreed - chance) / (1 - chance)


def agreement(decisions: Mapping[str, Mapping[str, Decision]], seed: int = 0) -> dict[str, Any]:
    """Compare reviewers on panels that two of them decided.

    Present counts as yes, all else as no. Adjudications are left out. Intervals are the 2.5th and 97.5th percentile of a
    bootstrap over panels.

    Parameters
    ----------
    decisions
        Standing decisions by reviewer and panel.
    seed
        Of the bootstrap.

    Returns
    -------
    dict
        `panels` (pairs of decisions), `identical`, `overall` and, by feature, `features`: each `kappa`, `interval_95`, `agreement`, and
        how often `both`, `one` or `neither` said yes; `disagreements`: panels on which two differ and nobody has adjudicated.
    """
    pairs = _pairs(decisions)
    names = [FRACTURE, *load_taxonomy().ids]
    first = np.array([_yes(a, names) for _, a, _ in pairs], np.bool_).reshape(len(pairs), len(names))
    second = np.array([_yes(b, names) for _, _, b in pairs], np.bool_).reshape(len(pairs), len(names))
    used: Answers = np.asarray(np.any(first | second, axis=0), np.bool_)
    draws = np.random.default_rng(seed).integers(len(pairs), size=(RESAMPLES, len(pairs))) if pairs else np.zeros((0, 0), np.int64)
    return {
        "panels": len(pairs),
        "identical": sum(not differ(a, b) for _, a, b in pairs),
        "overall": _row(first[:, used], second[:, used], draws),
        "features": {name: _row(first[:, [place]], second[:, [place]], draws) for place, name in enumerate(names) if bool(used[place])},
        "disagreements": disagreements(decisions),
    }


def disagreements(decisions: Mapping[str, Mapping[str, Decision]]) -> list[str]:
    """Return panels on which two reviewers differ and nobody has adjudicated."""
    settled = {record for own in decisions.values() for record, decision in own.items() if decision.adjudication}
    return sorted({record for record, a, b in _pairs(decisions) if differ(a, b)} - settled)


def differ(a: Decision, b: Decision) -> bool:
    """Return True if two decisions do not say the same of the picture."""
    if "rejected" in {a.decision, b.decision}:
        return a.decision != b.decision
    return (a.fracture, _present(a), set(a.absent)) != (b.fracture, _present(b), set(b.absent))


def _pairs(decisions: Mapping[str, Mapping[str, Decision]]) -> list[tuple[str, Decision, Decision]]:
    own = {name: {record: one for record, one in given.items() if not one.adjudication} for name, given in sorted(decisions.items())}
    return [(record, own[a][record], own[b][record]) for a, b in combinations(own, 2) for record in sorted(own[a].keys() & own[b].keys())]


def _present(decision: Decision) -> set[str]:
    return {finding.feature for finding in decision.findings}


def _yes(decision: Decision, names: Sequence[str]) -> list[bool]:
    present = _present(decision) if decision.decision != "rejected" else set()
    return [bool(decision.fracture) if name == FRACTURE else name in present for name in names]


def _row(first: Answers, second: Answers, draws: NDArray[np.int64]) -> dict[str, Any]:
    kappas = [kappa for draw in draws if (kappa := cohen_kappa(first[draw].ravel(), second[draw].ravel())) is not None]
    kappa = cohen_kappa(first.ravel(), second.ravel())
    return {
        "kappa": None if kappa is None else round(kappa, 4),
        "interval_95": [round(float(end), 4) for end in np.percentile(kappas, (2.5, 97.5))] if kappas and kappa is not None else None,
        "agreement": round(float(np.mean(first == second)), 4) if first.size else None,
        "both": int((first & second).sum()),
        "one": int((first ^ second).sum()),
        "neither": int((~first & ~second).sum()),
    }
