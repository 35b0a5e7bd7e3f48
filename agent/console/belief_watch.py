"""The belief map for the page's picture of the specimen, fed as frames are read."""

import threading
from typing import Any

import numpy as np

from fractoscope.agent.belief import UNKNOWN, BeliefMap, LineSighting, Observation
from fractoscope.agent.journal import JournalEntry, Kind
from fractoscope.agent.mission import Area
from fractoscope.agent.report.names import mode_name
from fractoscope.agent.report.palette import mode_colours
from fractoscope.agent.verdict import find_zones, judge_zone

_SEEN = 0.5
_ZONES = 40
_HIGHEST = 24
"""Points of the origin's posterior that are sent: the most probable ones, of a raster of 72 x 72."""


class BeliefWatch:
    """Rebuilds the belief from readings, in order; any thread may ask.

    Parameters
    ----------
    area
        Of the mission.
    """

    def __init__(self, area: Area) -> None:
        self._area = area
        self._guard = threading.Lock()
        self._waiting: list[JournalEntry] = []
        self._belief: BeliefMap | None = None
        # The map itself lets lines go once it has taken them in.
        self._lines: list[LineSighting] = []
        self._drawn: dict[str, Any] = {}

    def take(self, entries: list[JournalEntry]) -> None:
        """Keep the readings among these entries until somebody wants the map."""
        with self._guard:
            self._waiting += [entry for entry in entries if entry.kind is Kind.TAGS]

    def map(self) -> dict[str, Any]:
        """Return the map as plain JSON; takes a few milliseconds for each frame that was read since the last call.

        Returns
        -------
        dict
            `outline` and `targets` as in the mission, `bounds`; `cells` with `shape`, `x_m`, `y_m`, `width_m`, `label` (index into
            `labels`, -1 where no frame speaks), `labels` with name and colour; `zones`, `growth` (axes: `x_m`, `y_m`, `angle`), `origin`
            (or null) and `origin_density` (points: `x_m`, `y_m`, `probability`); `frames`, how many readings it holds.
        """
        with self._guard:
            waiting, self._waiting = self._waiting, []
            if waiting or not self._drawn:
                self._ingest(waiting)
                self._drawn = self._draw()
            return self._drawn

    def _ingest(self, waiting: list[JournalEntry]) -> None:
        for entry in waiting:
            observation = Observation.model_validate(entry.payload)
            if self._belief is None:
                self._belief = BeliefMap(self._area, tuple(observation.tags.features))
            self._belief.ingest(observation)
            self._lines += observation.lines

    def _draw(self) -> dict[str, Any]:
        area, belief = self._area, self._belief
        drawn: dict[str, Any] = {
            "bounds": area.bounds.model_dump(),
            "outline": [box.model_dump() for box in area.outline],
            "targets": [target.model_dump() for target in area.targets],
            "frames": 0,
            "cells": None,
            "labels": [],
            "zones": [],
            "growth": [],
            "origin": None,
            "origin_density": [],
        }
        if belief is None:
            return drawn
        origin = belief.origin()
        return drawn | {
            "frames": len(belief.observations),
            **_cells(belief),
            "zones": _zones(belief),
            "growth": [
                {"x_m": line.x, "y_m": line.y, "angle": line.angle, "weight": round(line.coherence * line.probability, 3)}
                for line in self._lines
            ],
            "origin": None if origin is None else origin.model_dump(),
            "origin_density": _density(belief),
        }


def _cells(belief: BeliefMap) -> dict[str, Any]:
    cells = belief.cells
    names = [name for name in dict.fromkeys(belief.dominant) if name != UNKNOWN]
    told = cells.inside & (belief.seen > _SEEN)
    label = [names.index(name) if known and name != UNKNOWN else -1 for name, known in zip(belief.dominant, told, strict=True)]
    colours = mode_colours(tuple(names))
    return {
        "cells": {
            "shape": list(cells.shape) if cells.shape else None,
            "x_m": [float(value) for value in cells.x],
            "y_m": [float(value) for value in cells.y],
            "width_m": [float(value) for value in cells.width],
            "label": label,
            "seen": [bool(value) for value in told],
        },
        "labels": [{"id": name, "name": mode_name(name), "colour": colours[name]} for name in names],
    }


def _zones(belief: BeliefMap) -> list[dict[str, Any]]:
    verdicts = [judge_zone(zone, belief) for zone in find_zones(belief)[:_ZONES]]
    return [
        {**verdict.model_dump(mode="json"), "mode_name": mode_name(verdict.mode), "leaning_name": mode_name(verdict.leaning)}
        for verdict in verdicts
        if verdict.frames
    ]


def _density(belief: BeliefMap) -> list[dict[str, float]]:
    found = belief.origin_density()
    if found is None or not belief.lined:
        return []
    x, y, density = found
    highest = np.argsort(density)[::-1][:_HIGHEST]
    return [{"x_m": float(x[i]), "y_m": float(y[i]), "probability": float(density[i])} for i in highest]
