"""Following the crack back to where it began."""

from fractoscope.agent.belief import BeliefMap
from fractoscope.agent.policy.journey import Journey
from fractoscope.agent.policy.proposal import Proposal
from fractoscope.agent.policy.visits import Visits
from fractoscope.instruments.values import FieldOfView


def origin_proposals(belief: BeliefMap, visits: Visits, journey: Journey, widths: tuple[float, ...]) -> list[Proposal]:
    """Return looks that settle the origin: at the estimate itself, and around it where lines cross at wide angles.

    Four places at one and a half radii about the estimate give lines of growth that cross there, which narrows it most.
    """
    origin = belief.origin()
    if origin is None:
        return []
    step = 1.5 * origin.radius_m
    places = [(0.0, 0.0), (step, 0.0), (0.0, step), (-step, 0.0), (0.0, -step)]
    found: list[Proposal] = []
    for number, (right, up) in enumerate(places):
        x, y = origin.x_m + right, origin.y_m + up
        if not belief.area.contains(x, y):
            continue
        # The estimate shifts a little with each frame; only a place well away from earlier looks tells more.
        narrowest = visits.narrowest(x, y, 0.5 * origin.radius_m)
        for width in widths:
            field = FieldOfView(x=x, y=y, width=width)
            if narrowest < 1.5 * width or visits.done(field):
                continue
            gain = (1.0 if number == 0 else 0.7) - 0.05 * widths.index(width)
            reason = f"lines of growth point here (radius {origin.radius_m * 1e3:.2f} mm, probability {origin.probability:.2f})"
            found.append(journey.proposal(f"origin-{number}-{width * 1e6:.0f}um", field, gain, "origin", reason))
    return found
