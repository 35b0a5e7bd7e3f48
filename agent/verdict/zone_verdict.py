"""What is stated about a zone."""

import numpy as np

from fractoscope.agent.belief import OFF_TARGET, UNKNOWN, BeliefMap
from fractoscope.agent.verdict.shortfall import shortfall
from fractoscope.agent.verdict.zone import Zone
from fractoscope.instruments.values import FrozenValue
from fractoscope.model.taxonomy import load_taxonomy

_MARGIN = 0.2


class ZoneVerdict(FrozenValue):
    """A statement about a zone, with what carries it and what speaks against it.

    Attributes
    ----------
    zone
        The zone's number.
    mode
        A mode of the taxonomy, `undetermined`, or `off_target` where no fracture is seen.
    leaning
        What the map shows where the rule forbids to state it, `undetermined` where it shows nothing; equal to `mode` otherwise.
    probability
        Of `mode` (of `leaning` while undetermined), mean over the zone.
    features
        Probability of the features that prevail in the zone (above one half).
    frames
        Accepted frames in the zone.
    evidence, counter_evidence
        Frames that assert a leading feature, and frames that assert a feature speaking against it.
    looked_for
        What would disprove the mode, as the taxonomy says.
    also_possible
        Modes that share a leading feature, whose causes this session cannot tell apart.
    missing
        What the rule lacks; empty for a stated mode.
    x_m, y_m, area_m2, name
        Where the zone lies.
    """

    zone: int
    mode: str
    leaning: str
    probability: float
    features: dict[str, float]
    frames: tuple[str, ...]
    evidence: tuple[str, ...]
    counter_evidence: tuple[str, ...]
    looked_for: str
    also_possible: tuple[str, ...]
    missing: tuple[str, ...]
    x_m: float
    y_m: float
    area_m2: float
    name: str = ""


def judge_zone(zone: Zone, belief: BeliefMap) -> ZoneVerdict:
    """State the mode of a zone by the rule of the fractography reference, section 2, or say what is missing."""
    seen = zone.observations(belief)
    words = belief.vocabulary
    cells = list(zone.cells)
    shares = belief.labels[cells].mean(axis=0)
    order = np.argsort(-shares[:-1], kind="stable")
    known = shares[order[0]] > shares[-1]
    leaning = words.labels[int(order[0])] if known else UNKNOWN
    lack = shortfall(leaning, seen, words)
    missing = lack.reasons()
    if len(order) > 1 and shares[order[0]] - shares[order[1]] < _MARGIN:
        missing.append(f"evidence that tells it from {words.labels[int(order[1])]}")
    if zone.label == UNKNOWN:
        missing.append("a label more probable than all others together")
    # A side face needs no triplet: it is a place to leave, and no claim about the fracture.
    stated = leaning if not missing or (leaning == OFF_TARGET and zone.label == OFF_TARGET) else UNKNOWN
    leading, against = set(words.leading(leaning)), set(words.against(leaning))
    chance = 1 / (1 + np.exp(-belief.log_odds[cells].mean(axis=0)))
    modes = {mode.id: mode for mode in load_taxonomy().modes}
    return ZoneVerdict(
        zone=zone.id,
        mode=stated,
        leaning=leaning,
        probability=round(float(shares[order[0]]), 4),
        features={feature: round(float(p), 4) for feature, p in zip(words.features, chance, strict=True) if p > 0.5},
        frames=tuple(item.tags.frame_id for item in seen),
        evidence=tuple(item.tags.frame_id for item in seen if leading & set(item.tags.asserted)),
        counter_evidence=tuple(item.tags.frame_id for item in seen if against & set(item.tags.asserted)),
        looked_for=modes[leaning].disproof if leaning in modes else "a fracture surface",
        also_possible=tuple(mode.id for mode in modes.values() if mode.id != leaning and leading & set(mode.leading)),
        missing=tuple(missing) if stated == UNKNOWN else (),
        x_m=zone.x_m,
        y_m=zone.y_m,
        area_m2=zone.area_m2,
        name=zone.name,
    )
