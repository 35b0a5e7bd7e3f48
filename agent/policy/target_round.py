"""Visiting a list of targets."""

from fractoscope.agent.belief import BeliefMap
from fractoscope.agent.mission import Target
from fractoscope.agent.policy.journey import Journey
from fractoscope.agent.policy.proposal import Proposal
from fractoscope.agent.policy.visits import Visits
from fractoscope.instruments.values import FieldOfView, ScanSettings

_SHARES = (0.25, 0.5)
"""Field width of a second look as a share of the target's: 4 × narrower as the verdict's rule asks, else what the data carry."""

_FEWEST_COLUMNS = 240
"""A narrower raster shows too little of a texture to be read."""


def target_proposals(belief: BeliefMap, visits: Visits, journey: Journey) -> list[Proposal]:
    """Return each target not yet seen in full, nearest first; then narrower looks at two places in each.

    What the microscope refuses, such as a field finer than a mounted picture's pixels, drops out for good.
    """
    found: list[Proposal] = []
    doubt = belief.uncertainty
    for number, target in enumerate(belief.area.targets):
        full = target.field
        if not visits.done(full):
            scan = _scan(target, 1.0, journey)
            found.append(journey.proposal(f"target-{number}", full, 3.0, "target", f"target {target.name} in full", scan))
            continue
        share = next((value for value in _SHARES if target.columns is None or value * target.columns >= _FEWEST_COLUMNS), None)
        if share is None:
            continue
        # On either side of the centre: two places that do not overlap, well inside the target.
        for side, sign in (("a", -1.0), ("b", 1.0)):
            near = FieldOfView(x=full.x + sign * 0.25 * full.width, y=full.y, width=share * full.width)
            if not visits.done(near):
                gain = 0.3 + 0.5 * float(doubt[number])
                reason = f"{target.name}: uncertainty {doubt[number]:.2f}"
                found.append(journey.proposal(f"zoom-{number}{side}", near, gain, "zoom", reason, _scan(target, share, journey)))
    return found


def _scan(target: Target, share: float, journey: Journey) -> ScanSettings | None:
    if target.columns is None or target.rows is None:
        return None
    return journey.scan(int(target.columns * share), int(target.rows * share))
