"""The belief map for the page's picture of the specimen, fed as frames are read."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from fractoscope.agent.belief import UNKNOWN, BeliefMap, LineSighting, Observation
from fractoscope.agent.journal import JournalEntry, JournalReader, JournalTampered, Kind
from fractoscope.agent.mission import Area
from fractoscope.agent.report.names import mode_name
from fractoscope.agent.report.palette import mode_colours
from fractoscope.agent.verdict import find_zones, judge_zone

log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds that somebody waits for a map that holds everything: a session under way needs a tenth of it."""

_AT_ONCE = 200
_SEEN = 0.5
_ZONES = 40
_HIGHEST = 24
"""Points of the origin's posterior that are sent: the most probable ones, of a raster of 72 x 72."""


class BeliefWatch:
    """Rebuilds the belief from readings, in order, in a thread of its own; any thread may ask.

    A reading takes some milliseconds of the interpreter, and a session may have thousands. So the map follows behind: whoever asks gets
    what there is, and whoever else wants the interpreter meanwhile, a stop above all, waits for its next turn and no longer.

    Parameters
    ----------
    journal
        Of the session; read over a connection of its own.
    area
        Returns the mission's area, or None while it is not known.

    Raises
    ------
    JournalTampered
        If the journal cannot be read.
    """

    def __init__(self, journal: Path, area: Callable[[], Area | None]) -> None:
        self._area = area
        self._reader = JournalReader(journal)
        self._read = 0
        self._belief: BeliefMap | None = None
        # The map itself lets lines go once it has taken them in.
        self._lines: list[LineSighting] = []
        self._drawn: dict[str, Any] | None = None
        self._fault: Exception | None = None
        self._asked, self._answered = 0, 0
        self._change = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._follow, name="console-belief", daemon=True)
        self._thread.start()

    def map(self, patience: float = PATIENCE) -> dict[str, Any] | None:
        """Return the map as plain JSON, or None while the area is not known.

        Parameters
        ----------
        patience
            Seconds to wait for the readings that there are now; a map that is behind them by then says so.

        Returns
        -------
        dict
            `outline` and `targets` as in the mission, `bounds`; `cells` with `shape`, `x_m`, `y_m`, `width_m`, `label` (index into
            `labels`, -1 where no frame speaks), `labels` with name and colour; `zones`, `growth` (axes: `x_m`, `y_m`, `angle`), `origin`
            (or null) and `origin_density` (points: `x_m`, `y_m`, `probability`); `frames`, how many readings it holds; `behind`, true
            while there are more to come: ask again.

        Raises
        ------
        JournalTampered
            If the journal cannot be read any more.
        """
        area = self._area()
        if area is None:
            return None
        with self._change:
            self._asked += 1
            mine = self._asked
            self._change.notify_all()
            self._change.wait_for(lambda: self._answered >= mine or self._ended, patience)
            if self._fault is not None:
                raise self._fault
            drawn = self._drawn or _draw(area, None, [])
            return {**drawn, "behind": self._answered < mine}

    def close(self) -> None:
        """End, as soon as the reading under way is in."""
        with self._change:
            self._ended = True
            self._change.notify_all()
        self._thread.join(timeout=5.0)
        self._reader.close()

    def _follow(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._asked > self._answered or self._ended)
                if self._ended:
                    return
                asked = self._asked
            fault: Exception | None = None
            try:
                self._catch_up()
            except Exception as error:
                # Whoever asks for the map is told; the thread must be there when he asks again.
                log.exception("the map cannot be drawn")
                fault = error
            with self._change:
                self._answered, self._fault = asked, fault
                self._change.notify_all()

    def _catch_up(self) -> None:
        """Take in all readings that there are, and draw now and then."""
        area, grown = self._area(), self._drawn is None
        if area is None:
            return
        while not self._ended and (entries := self._reader.of_kind(Kind.TAGS, self._read, _AT_ONCE)):
            for entry in entries:
                self._ingest(area, entry)
                self._read, grown = entry.number, True
            if len(entries) == _AT_ONCE:
                self._drawn, grown = _draw(area, self._belief, self._lines), False
        if grown:
            self._drawn = _draw(area, self._belief, self._lines)

    def _ingest(self, area: Area, entry: JournalEntry) -> None:
        try:
            observation = Observation.model_validate(entry.payload)
        except ValidationError as error:
            reason = f"it is no reading ({error.error_count()} faults)"
            raise JournalTampered(str(self._reader.path), entry.number, reason) from error
        if self._belief is None:
            self._belief = BeliefMap(area, tuple(observation.tags.features))
        self._belief.ingest(observation)
        self._lines += observation.lines


def _draw(area: Area, belief: BeliefMap | None, lines: list[LineSighting]) -> dict[str, Any]:
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
            {"x_m": line.x, "y_m": line.y, "angle": line.angle, "weight": round(line.coherence * line.probability, 3)} for line in lines
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
