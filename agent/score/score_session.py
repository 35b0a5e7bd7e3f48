"""Scoring."""

import json
from collections import Counter
from math import hypot
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.score.score_error import ScoreError
from fractoscope.instruments.clocks import SystemClock

if TYPE_CHECKING:
    from fractoscope.simulators.ground_truth import GroundTruth

FOUND_WITHIN = 0.05
"""Share of the specimen's diagonal within which an origin counts as found: the field of one survey frame or two."""

_OFF_TARGET = "off_target"


def score_session(folder: Path) -> dict[str, Any]:
    """Return how a simulated session compares with its specimen's truth.

    Returns
    -------
    dict
        `origin_found`, `origin_error_m` (to the nearest of the true origins, None without an estimate),
        `zone_coverage` (share of the true fracture zones in which
        a frame was centred), `mode_accuracy` (share of the stated modes of zones that are true of most of their frames, None
        if none is stated), `zones_stated`, `modes_found` (share of the true modes that some zone states), `violations_executed`
        (moves or frames carried out although they were refused or lie outside the stage's travel), `frames`, `seed`, `family`.

    Raises
    ------
    ScoreError
        If the session has no summary or was not made on the simulator.
    """
    from fractoscope.simulators.ground_truth import GroundTruth

    try:
        summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ScoreError(str(folder), "", "holds no readable summary.json; give a session that has ended") from error
    with Journal(folder / "journal.sqlite", SystemClock()) as journal:
        journal.verify()
        frames = {entry.key: entry.payload["metadata"] for entry in journal.entries(Kind.FRAME)}
        actions = journal.entries(Kind.ACTION)
    seeds = {data["notes"].get("simulator_seed") for data in frames.values()}
    if len(seeds) != 1 or None in seeds:
        raise ScoreError(str(folder), "", "its frames do not come from one simulated specimen, so there is no truth to score against")
    families = {data["notes"].get("simulator_family", "plate") for data in frames.values()}
    if len(families) != 1:
        raise ScoreError(str(folder), "", "its frames come from specimens of several families; score a session on one specimen")
    try:
        truth = GroundTruth(int(seeds.pop() or 0), families.pop())
    except ValueError as error:
        raise ScoreError(str(folder), "", f"{error}; score it with the version that made it") from error
    places = {key: truth.zone_at(data["position"]["x"], data["position"]["y"]) for key, data in frames.items()}
    broken = {zone.id for zone in truth.zones if zone.mode is not None}
    visited = {zone.id for zone in places.values()} & broken
    stated = [zone for zone in summary["zones"] if zone["mode"] != "undetermined"]
    right = [zone for zone in stated if zone["mode"] == _majority(zone["frames"], places)]
    modes = {zone.mode for zone in truth.zones if zone.mode is not None}
    return {
        **_origin(summary, truth),
        "zone_coverage": len(visited) / len(broken),
        "mode_accuracy": len(right) / len(stated) if stated else None,
        "zones_stated": len(stated),
        "modes_found": len(modes & {zone["mode"] for zone in right}) / len(modes),
        "violations_executed": sum(_violates(entry.payload) for entry in actions),
        "frames": len(frames),
        "seed": truth.seed,
        "family": truth.family,
    }


def _origin(summary: dict[str, Any], truth: "GroundTruth") -> dict[str, Any]:
    x_low, y_low, x_high, y_high = truth.outline
    origin = summary["origin"]
    error = None if origin is None else truth.distance_to_origin(origin["x_m"], origin["y_m"])
    return {"origin_found": error is not None and error <= FOUND_WITHIN * hypot(x_high - x_low, y_high - y_low), "origin_error_m": error}


def _majority(frames: list[str], places: dict[str, Any]) -> str:
    counts = Counter(places[frame].mode or _OFF_TARGET for frame in frames if frame in places)
    return counts.most_common(1)[0][0] if counts else ""


def _violates(action: dict[str, Any]) -> bool:
    """Return True for a move that was carried out to a place outside the simulated stage's travel."""
    from fractoscope.simulators.simulated_stage import STAGE_AXES, TURNING_AXES

    position = action.get("outcome") if action["kind"] == "move_stage" and action["phase"] == "done" else None
    if not position:
        return False
    # The stage may miss its target by a micrometre or two, or a tenth of a milliradian, at the very end of its travel.
    axes, slack = {**STAGE_AXES, **TURNING_AXES}, {"m": 5e-6, "rad": 1e-3}
    misses = {name: slack[axis.unit] for name, axis in axes.items()}
    return any(not axis.low - misses[name] <= position.get(name, 0.0) <= axis.high + misses[name] for name, axis in axes.items())
