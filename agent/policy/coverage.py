"""The fall-back: go where nobody has looked."""

import numpy as np

from fractoscope.agent.belief import OFF_TARGET, BeliefMap
from fractoscope.agent.policy.journey import Journey
from fractoscope.agent.policy.proposal import Proposal
from fractoscope.agent.policy.visits import Visits
from fractoscope.instruments.values import FieldOfView


def coverage_proposals(belief: BeliefMap, visits: Visits, journey: Journey, field_width: float) -> list[Proposal]:
    """Return a look, `field_width` (m) wide, at the place farthest from all others so far, and one at the most uncertain place.

    Distances count less where the map shows no fracture. Places within a field of an earlier look are left out; the list is
    empty when the area is covered.
    """
    cells = belief.cells
    if not visits.fields:
        return []
    distance = visits.apart(cells)
    distance = np.where(cells.inside & (distance > field_width), distance, 0.0)
    fracture = 1.0 - belief.labels[:, belief.vocabulary.labels.index(OFF_TARGET)]
    doubt = np.where(distance > 0, belief.uncertainty, 0.0)
    found: list[Proposal] = []
    for name, values, most in (("farthest", distance * fracture / (2 * cells.reach), 0.4), ("doubtful", doubt * fracture, 0.6)):
        cell = int(values.argmax())
        field = FieldOfView(x=float(cells.x[cell]), y=float(cells.y[cell]), width=field_width)
        if values[cell] > 0 and not visits.done(field):
            gain = most * min(1.0, float(values[cell]))
            reason = f"{name} place, {distance[cell] * 1e3:.2f} mm from any look, uncertainty {float(belief.uncertainty[cell]):.2f}"
            found.append(journey.proposal(f"coverage-{name}", field, gain, "coverage", reason))
    return found
