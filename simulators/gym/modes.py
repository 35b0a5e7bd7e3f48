"""Fracture modes that a policy may name."""

MODES = (
    "brittle_fast_fracture",
    "cleavage_fracture",
    "creep_rupture",
    "ductile_overload",
    "environmentally_assisted",
    "fatigue",
    "intergranular_fracture",
    "mixed",
    "quasi_cleavage_fracture",
    "slow_crack_growth",
)
"""Taxonomy identifiers, in the order of the action's bits."""


def agreement(named: frozenset[str], true: frozenset[str]) -> float:
    """Return how well two sets of modes agree: what they share over what either holds (Jaccard), 1 if both are empty."""
    either = named | true
    return len(named & true) / len(either) if either else 1.0
