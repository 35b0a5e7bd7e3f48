"""Small values that the agent's tests share."""

from typing import Any

from fractoscope.agent.belief import BeliefMap, LineSighting, Observation
from fractoscope.agent.mission import Area, Rectangle
from fractoscope.agent.policy import Allowance
from fractoscope.instruments.values import AxisRange, FieldOfView, StagePosition
from fractoscope.model.frame_tags import FrameTags, ImageQuality, ModelIdentity

FEATURES = (
    "equiaxed_dimples",
    "cleavage_facets",
    "river_pattern",
    "intergranular_facets",
    "fatigue_striations",
    "rubbed_surface",
    "non_fracture_surface",
)

PLATE = Area(outline=(Rectangle(x_min_m=-5e-3, y_min_m=-3e-3, x_max_m=5e-3, y_max_m=3e-3),))


def tags(frame_id: str, width: float, seen: tuple[str, ...] = (), asserted: tuple[str, ...] | None = None, **more: Any):
    features = {name: 0.9 if name in seen else 0.05 for name in FEATURES}
    return FrameTags(
        frame_id=frame_id,
        field_width=width,
        features=features,
        tiles=(features,) * 9,
        asserted=seen if asserted is None else asserted,
        quality=ImageQuality(sharpness=0.5, noise=0.1, saturated=0.0, flags=more.pop("flags", ())),
        model=ModelIdentity(name="sample", version="1"),
        **more,
    )


def look(number: int, x: float, y: float, width: float, seen: tuple[str, ...] = (), lines: tuple[LineSighting, ...] = (), **more: Any):
    return Observation(
        step=number, field=FieldOfView(x=x, y=y, width=width), tags=tags(f"f{number}", width, seen, **more), lines=lines, purpose="test"
    )


def belief_of(*looks: Observation, area: Area = PLATE):
    belief = BeliefMap(area, FEATURES)
    for seen in looks:
        belief.ingest(seen)
    return belief


def allowance(**changes: Any):
    base = {
        "frames_total": 40,
        "frames_left": 40,
        "position": StagePosition(x=0.0, y=0.0),
        "field_width": AxisRange(low=1e-6, high=20e-3, unit="m"),
        "stage_speed": 2e-3,
    }
    return Allowance(**{**base, **changes})
