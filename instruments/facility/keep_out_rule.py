"""No move on whose way the specimen could come near the pole piece or a detector."""

import math
from dataclasses import dataclass
from functools import cached_property

from fractoscope.instruments.errors import LimitExceeded
from fractoscope.instruments.facility.box import Box
from fractoscope.instruments.facility.chamber_rules import ChamberRules
from fractoscope.instruments.facility.convex_body import ConvexBody
from fractoscope.instruments.facility.detector_shape import DetectorShape
from fractoscope.instruments.facility.frustum import Frustum
from fractoscope.instruments.facility.separation import separation
from fractoscope.instruments.facility.situation import Situation
from fractoscope.instruments.facility.swept import Swept
from fractoscope.instruments.facility.tilted import Tilted
from fractoscope.instruments.values import Action, MoveStage, StagePosition

FINEST = 1e-5
"""Tilt interval (rad) that is not divided further: what is not proven by then is refused."""

MOST = 500
"""Tilts looked at for one move and obstacle; what is not proven by then is refused."""

CHAMBER = 1.0
"""Upper end (m) named in a refusal: no chamber is larger."""


@dataclass(frozen=True)
class KeepOutRule:
    """Proves for every move that the clearance is kept on the whole way, whichever axis runs first.

    The optical axis is w, its zero the pole piece's lower face. x, y, z and rotation ride on the tilt. At tilt 0 the specimen's cylinder
    stands at (-x, -y), its imaged plane at w = z - plane_below_pole_piece.

    Axes of a stage do not arrive together, so its way is not a line: of x, y and z all is allowed for between both ends. A cylinder
    shifted about in such a box sweeps a convex body, to which `separation` proves a distance d for one tilt. Between two tilts no point
    moves farther than its distance from the tilt axis, at most ρ, times the angle; so at up to δ from the middle of a tilt interval the
    distance is at least d - ρ δ. An interval for which that does not suffice is halved.

    Attributes
    ----------
    rules
        Shapes and clearance.
    """

    rules: ChamberRules

    def check(self, action: Action, situation: Situation) -> None:
        """Raise `LimitExceeded` with what would come near, and how near."""
        if not isinstance(action, MoveStage):
            return
        for name, obstacle in self._obstacles.items():
            near = self._distance(situation.position, action.target, obstacle)
            if near < self.rules.clearance_m:
                raise LimitExceeded(axis=f"clearance to {name}", value=near, low=self.rules.clearance_m, high=CHAMBER, unit="m")

    @cached_property
    def _obstacles(self) -> dict[str, ConvexBody]:
        pole = self.rules.pole_piece
        cone = Frustum(0.0, 0.0, 0.0, pole.height_m, pole.radius_m, pole.upper_radius_m)
        return {"pole_piece": cone, **{each.name: _detector(each) for each in self.rules.detector if each.inserted}}

    def _distance(self, start: StagePosition, target: StagePosition, obstacle: ConvexBody) -> float:
        """Return a distance (m) that is kept on the whole way, or one below the clearance that is not."""
        body, reach = self._swept(start, target)
        sign = 1.0 if self.rules.positive_tilt_raises == "+y" else -1.0
        pending = [(sign * start.tilt, sign * target.tilt)]
        kept, looks = math.inf, 0
        while pending:
            looks += 1
            low, high = pending.pop()
            middle, half = (low + high) / 2, abs(high - low) / 2
            tilted = Tilted(body, middle, -self.rules.tilt_axis_below_pole_piece_m)
            wanted = self.rules.clearance_m + reach * half
            found = separation(tilted, obstacle, wanted)
            if found.at_least >= wanted:
                kept = min(kept, found.at_least - reach * half)
            elif found.at_most < self.rules.clearance_m or half < FINEST or looks > MOST:
                return min(found.at_least - reach * half, math.nextafter(self.rules.clearance_m, 0.0))
            else:
                pending += [(low, middle), (middle, high)]
        return kept

    def _swept(self, start: StagePosition, target: StagePosition) -> tuple[ConvexBody, float]:
        """Return all that the specimen can fill at tilt 0 on the way, and the largest distance of a point of it from the tilt axis."""
        rules, shape = self.rules, self.rules.specimen
        plane = -rules.plane_below_pole_piece_m
        cylinder = Frustum(0.0, 0.0, plane - shape.depth_m, plane + shape.top_m, shape.radius_m, shape.radius_m)
        u, v, w = -(start.x + target.x) / 2, -(start.y + target.y) / 2, (start.z + target.z) / 2
        half = abs(target.x - start.x) / 2, abs(target.y - start.y) / 2, abs(target.z - start.z) / 2
        axis = -rules.tilt_axis_below_pole_piece_m
        sideways = abs(v) + half[1] + shape.radius_m
        upright = max(abs(cylinder.low + w - half[2] - axis), abs(cylinder.high + w + half[2] - axis))
        return Swept(cylinder, Box((u, v, w), half)), math.hypot(sideways, upright)


def _detector(shape: DetectorShape) -> ConvexBody:
    high, low = -shape.below_pole_piece_m[0], -shape.below_pole_piece_m[1]
    if shape.size_m is not None:
        half = shape.size_m[0] / 2, shape.size_m[1] / 2, (high - low) / 2
        return Box((shape.x_m, shape.y_m, (low + high) / 2), half)
    radius = shape.radius_m or 0.0
    return Frustum(shape.x_m, shape.y_m, low, high, radius, radius)
