"""The belief about the whole specimen."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.agent.belief.cells import Cells
from fractoscope.agent.belief.evidence import PRIOR, tile_evidence, vetoed
from fractoscope.agent.belief.mode_vocabulary import UNKNOWN, ModeVocabulary
from fractoscope.agent.belief.observation import Observation
from fractoscope.agent.belief.origin_estimate import OriginEstimate
from fractoscope.agent.belief.origin_posterior import OriginPosterior
from fractoscope.agent.mission import Area

_CAP = 6.0


class BeliefMap:
    """Feature probabilities, modes and the origin, fused over the frames so far.

    Parameters
    ----------
    area
        Where the session may look.
    features
        What the tagger tells.

    Attributes
    ----------
    observations
        Every frame so far, in order, without tiles and lines: what they said is in the map, and they take five times the room of the rest.
    accepted
        Those that the quality gate did not veto, each with the cell that holds its centre.
    lined
        How many frames had lines of growth.
    """

    def __init__(self, area: Area, features: tuple[str, ...]) -> None:
        self.area = area
        self.cells = Cells.over(area)
        self.vocabulary = ModeVocabulary.of(features)
        self.observations: list[Observation] = []
        self.accepted: list[tuple[int, Observation]] = []
        self.lined = 0
        self._log_odds = np.full((len(self.cells.x), len(features)), PRIOR)
        self._seen = np.zeros(len(self.cells.x))
        self._origin = OriginPosterior(area.bounds, self.cells) if area.outline else None
        self._labels: NDArray[np.float64] | None = None
        self._dominant: tuple[str, ...] | None = None

    def ingest(self, observation: Observation) -> None:
        """Fuse one frame; order matters only through the caps."""
        kept = observation.without_details()
        self.observations.append(kept)
        self.lined += bool(observation.lines)
        if not vetoed(observation):
            self.accepted.append((self.cells.nearest(observation.field.x, observation.field.y), kept))
        self._labels = self._dominant = None
        for x, y, change in tile_evidence(observation, self.vocabulary):
            weight = self.cells.weights(x, y)
            near = np.flatnonzero(weight)
            self._log_odds[near] = np.clip(self._log_odds[near] + weight[near, None] * change[None, :], PRIOR - _CAP, _CAP)
            self._seen += weight
        if self._origin is not None:
            self._origin.ingest(observation.lines)

    @property
    def log_odds(self) -> NDArray[np.float64]:
        """Of each feature in each cell, shape (cells, features)."""
        return self._log_odds

    @property
    def labels(self) -> NDArray[np.float64]:
        """Probability of each label of the vocabulary and, last, of none, shape (cells, labels + 1)."""
        if self._labels is None:
            self._labels = self.vocabulary.probabilities(self._log_odds)
        return self._labels

    @property
    def dominant(self) -> tuple[str, ...]:
        """The label of each cell: the most probable one if above one half, else `UNKNOWN`."""
        if self._dominant is None:
            names = np.array([*self.vocabulary.labels, UNKNOWN])
            self._dominant = tuple(np.where(self.labels.max(axis=1) > 0.5, names[self.labels.argmax(axis=1)], UNKNOWN).tolist())
        return self._dominant

    @property
    def uncertainty(self) -> NDArray[np.float64]:
        """Entropy of the labels of each cell, 0 (settled) to 1 (nothing known), shape (cells,)."""
        chance = np.clip(self.labels, 1e-12, 1.0)
        entropy = -(chance * np.log(chance)).sum(axis=1) / np.log(chance.shape[1])
        doubt = np.exp(-self._seen)
        result: NDArray[np.float64] = np.where(self.cells.inside, np.maximum(entropy, doubt), 0.0)
        return result

    @property
    def seen(self) -> NDArray[np.float64]:
        """How many tiles speak for each cell, weighted by nearness, shape (cells,)."""
        return self._seen

    @property
    def coverage(self) -> float:
        """Share of the specimen's cells that some frame speaks for."""
        inside = self.cells.inside
        return float((self._seen[inside] > 0.5).mean()) if inside.any() else 0.0

    def origin(self) -> OriginEstimate | None:
        """Where the crack began, or None while too little is known."""
        return None if self._origin is None else self._origin.estimate(self._fatigue())

    def origin_density(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]] | None:
        """Return x (m), y (m) and probability of the origin at each point of its raster, shape (points,), sum 1; None for targets."""
        if self._origin is None:
            return None
        return self._origin.x, self._origin.y, self._origin.density(self._fatigue())

    def to_dict(self) -> dict[str, Any]:
        """Return the map as plain JSON for a report: cells, label probabilities, uncertainty and origin."""
        origin = self.origin()
        return {
            "shape": list(self.cells.shape) if self.cells.shape else None,
            "bounds": self.area.bounds.model_dump(),
            "names": list(self.cells.names),
            "x_m": [float(value) for value in self.cells.x],
            "y_m": [float(value) for value in self.cells.y],
            "inside": [bool(value) for value in self.cells.inside],
            "labels": [*self.vocabulary.labels, UNKNOWN],
            "dominant": list(self.dominant),
            "probability": [round(float(value), 4) for value in self.labels.max(axis=1)],
            "uncertainty": [round(float(value), 4) for value in self.uncertainty],
            "coverage": self.coverage,
            "origin": None if origin is None else origin.model_dump(),
        }

    def _fatigue(self) -> NDArray[np.float64] | None:
        if "fatigue" not in self.vocabulary.labels:
            return None
        chance: NDArray[np.float64] = self.labels[:, self.vocabulary.labels.index("fatigue")]
        return chance
