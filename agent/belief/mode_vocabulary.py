"""Which fracture modes a tagger's features can speak for."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from fractoscope.model.taxonomy import Group, Taxonomy, load_taxonomy

OFF_TARGET = "off_target"
"""Label of places that are no fracture surface: side faces, mount, deposits of the laboratory."""

UNKNOWN = "undetermined"
"""Label of places about which nothing is known well enough; the taxonomy's own word for it."""


@dataclass(frozen=True)
class ModeVocabulary:
    """Features as columns, labels as rows.

    Attributes
    ----------
    features
        What the tagger tells, in its order.
    labels
        Modes that have a leading feature among them, in taxonomy order, then `OFF_TARGET`.
    membership
        True where a feature speaks for a label, shape (labels, features). A feature that leads several modes speaks for the
        first in taxonomy order: the finding about shape comes before the set of its causes.
    counter
        True where a feature speaks against a label, same shape.
    """

    features: tuple[str, ...]
    labels: tuple[str, ...]
    membership: NDArray[np.bool_]
    counter: NDArray[np.bool_]

    @classmethod
    def of(cls, features: tuple[str, ...], taxonomy: Taxonomy | None = None) -> Self:
        """Return the vocabulary of a tagger that tells `features`."""
        words = load_taxonomy() if taxonomy is None else taxonomy
        owner: dict[str, str] = {}
        for mode in words.modes:
            for feature in mode.leading:
                owner.setdefault(feature, mode.id)
        owner |= {feature.id: OFF_TARGET for feature in words.features if feature.group is Group.OFF_TARGET}
        present = {owner[feature] for feature in features if feature in owner}
        labels = (*(mode.id for mode in words.modes if mode.id in present), OFF_TARGET)
        membership = np.array([[owner.get(feature) == label for feature in features] for label in labels], dtype=np.bool_)
        against = {mode.id: set(mode.counter) for mode in words.modes}
        counter = np.array([[feature in against.get(label, ()) for feature in features] for label in labels], dtype=np.bool_)
        return cls(features, labels, membership.reshape(len(labels), -1), counter.reshape(len(labels), -1))

    def leading(self, label: str) -> tuple[str, ...]:
        """Return the features that speak for a label; none for `UNKNOWN`."""
        return self._row(self.membership, label)

    def against(self, label: str) -> tuple[str, ...]:
        """Return the features that speak against a label; none for `UNKNOWN`."""
        return self._row(self.counter, label)

    def _row(self, table: NDArray[np.bool_], label: str) -> tuple[str, ...]:
        if label not in self.labels:
            return ()
        return tuple(feature for feature, speaks in zip(self.features, table[self.labels.index(label)], strict=True) if speaks)

    def probabilities(self, log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of each label and, last, of none of them.

        Each label's odds are those of any of its features being there (noisy or); the labels and "none" (odds 1) share
        what there is, because a place has one dominant mode.

        Parameters
        ----------
        log_odds
            Of each feature, shape (places, features).

        Returns
        -------
        numpy.ndarray
            Shape (places, labels + 1), rows sum to 1.
        """
        absent = 1.0 / (1.0 + np.exp(log_odds))
        odds = [1.0 / np.maximum(absent[:, row].prod(axis=1), 1e-9) - 1.0 for row in self.membership]
        table = np.stack([*odds, np.ones(len(log_odds))], axis=1)
        shares: NDArray[np.float64] = table / table.sum(axis=1, keepdims=True)
        return shares
