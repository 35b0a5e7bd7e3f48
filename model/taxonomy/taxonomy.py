"""The vocabulary of the whole system."""

import json
from collections import Counter
from functools import cached_property

from pydantic import model_validator

from fractoscope.instruments.values.frozen_value import FrozenValue
from fractoscope.model.taxonomy.feature import Feature
from fractoscope.model.taxonomy.fracture_mode import FractureMode
from fractoscope.model.taxonomy.leaf import OTHER_FEATURE, Leaf


class Taxonomy(FrozenValue):
    """Features, modes and leaves, checked against each other.

    Attributes
    ----------
    features
        In taxonomy order: the order in which taggers read and reports list them.
    modes, leaves
        Verdicts about zones, and the long list of finer names.
    """

    features: tuple[Feature, ...]
    modes: tuple[FractureMode, ...] = ()
    leaves: tuple[Leaf, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> "Taxonomy":
        known = set(self.ids)
        names = [*self.ids, *(leaf_id for leaf in self.leaves for leaf_id in leaf.ids)]
        for kind, used in (("tag", names), ("mode", [mode.id for mode in self.modes])):
            if twice := sorted(name for name, count in Counter(used).items() if count > 1):
                raise ValueError(f"{kind} identifiers used twice: {', '.join(twice)}")
        named = [(feature.id, other) for feature in self.features for other in feature.look_alikes]
        named += [(mode.id, other) for mode in self.modes for other in (*mode.leading, *mode.counter)]
        named += [(leaf.ids[0], leaf.parent) for leaf in self.leaves if leaf.parent not in {None, OTHER_FEATURE}]
        for owner, other in named:
            if other not in known:
                raise ValueError(f"{owner} names {other}, which is no feature")
            if other == owner:
                raise ValueError(f"{owner} names itself")
        return self

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Identifiers of all features, in order."""
        return tuple(feature.id for feature in self.features)

    @cached_property
    def features_by_id(self) -> dict[str, Feature]:
        """Features by identifier."""
        return {feature.id: feature for feature in self.features}

    def feature(self, feature_id: str) -> Feature:
        """Return a feature.

        Raises
        ------
        KeyError
            If the taxonomy has no such feature; the text names it.
        """
        try:
            return self.features_by_id[feature_id]
        except KeyError:
            raise KeyError(f"no feature {feature_id!r} in the taxonomy; `fractoscope taxonomy export` lists them") from None

    def mode(self, mode_id: str) -> FractureMode:
        """Return a fracture mode, or raise KeyError naming it."""
        for mode in self.modes:
            if mode.id == mode_id:
                return mode
        raise KeyError(f"no fracture mode {mode_id!r} in the taxonomy; it has {', '.join(mode.id for mode in self.modes)}")

    def look_alikes(self, feature_id: str) -> tuple[str, ...]:
        """Return what can be mistaken for a feature, in taxonomy order: pairs listed with either one."""
        own = self.feature(feature_id)
        return tuple(other.id for other in self.features if other.id in own.look_alikes or own.id in other.look_alikes)

    def export_json(self) -> str:
        """Return everything as JSON: band ends in metres, look-alikes both ways."""
        data = self.model_dump(mode="json")
        for row in data["features"]:
            row["look_alikes"] = list(self.look_alikes(row["id"]))
        return json.dumps(data, indent=2, ensure_ascii=False)
