"""What a session leaves open."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from fractoscope.agent.belief import BeliefMap
from fractoscope.agent.verdict.zone_verdict import ZoneVerdict
from fractoscope.model.taxonomy import load_taxonomy

_WORTH_NAMING = 0.01


def not_examined(belief: BeliefMap, verdicts: Sequence[ZoneVerdict]) -> list[dict[str, Any]]:
    """Return what was not examined, each with "what", "why" and, where it has a place, "x_m" and "y_m".

    Parts no frame speaks for (from 1 % of the specimen), targets not visited, zones whose mode stays open, the origin if it
    was not found, and the modes for which the tagger has no words.
    """
    found: list[dict[str, Any]] = [*_unseen(belief)]
    for verdict in verdicts:
        if verdict.missing and verdict.frames:
            what = verdict.name or f"zone {verdict.zone}"
            found.append(
                {"what": f"{what} (leaning {verdict.leaning})", "why": "; ".join(verdict.missing), "x_m": verdict.x_m, "y_m": verdict.y_m}
            )
    if belief.area.outline and belief.origin() is None:
        found.append({"what": "origin", "why": "too few lines of growth were seen to trace the crack back"})
    told = set(belief.vocabulary.labels)
    silent = [mode.id for mode in load_taxonomy().modes if mode.leading and mode.id not in told]
    if silent:
        found.append({"what": "modes " + ", ".join(silent), "why": "this tagger has no words for them"})
    return found


def _unseen(belief: BeliefMap) -> list[dict[str, Any]]:
    cells = belief.cells
    blank = cells.inside & (belief.seen <= 0.5)
    if cells.shape is None:
        return [
            {"what": name, "why": "no accepted frame", "x_m": float(x), "y_m": float(y)}
            for name, x, y, empty in zip(cells.names, cells.x, cells.y, blank, strict=True)
            if empty
        ]
    from scipy.ndimage import label

    marked, count = label(blank.reshape(cells.shape))
    flat = marked.ravel()
    regions = [np.flatnonzero(flat == number) for number in range(1, count + 1)]
    total = int(cells.inside.sum())
    return [
        {
            "what": f"{len(region) / total:.0%} of the specimen",
            "why": "no accepted frame near enough",
            "x_m": float(cells.x[region].mean()),
            "y_m": float(cells.y[region].mean()),
        }
        for region in regions
        if len(region) >= _WORTH_NAMING * total
    ]
