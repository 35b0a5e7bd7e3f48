"""The belief map as the journal alone gives it: the same for a session that ended and for one that broke off."""

from collections.abc import Mapping

from fractoscope.agent.belief import BeliefMap, Observation
from fractoscope.agent.journal import Kind
from fractoscope.agent.mission import Area, Rectangle
from fractoscope.agent.report.session_record import SessionRecord
from fractoscope.agent.verdict import ZoneVerdict, find_zones, judge_zone
from fractoscope.model.taxonomy import load_taxonomy


def observations_of(record: SessionRecord) -> dict[str, Observation]:
    """Return what was read in each frame, by frame id, in the order of reading."""
    return {entry.key: Observation.model_validate(entry.payload) for entry in record.of(Kind.TAGS)}


def rebuild_belief(record: SessionRecord, seen: Mapping[str, Observation]) -> BeliefMap | None:
    """Return the belief after the last frame that was read; None without frames or a place to map them."""
    observations = list(seen.values())
    area = area_of(record, observations)
    if area is None or not observations:
        return None
    told = {feature for observation in observations for feature in observation.tags.features}
    known = tuple(feature for feature in load_taxonomy().ids if feature in told)
    belief = BeliefMap(area, known + tuple(sorted(told - set(known))))
    for observation in observations:
        belief.ingest(observation)
    return belief


def area_of(record: SessionRecord, observations: list[Observation]) -> Area | None:
    """Return the mission's area, or where it cannot be read the rectangle around what was looked at."""
    if record.mission is not None and (record.mission.area.outline or record.mission.area.targets):
        return record.mission.area
    if not observations:
        return None
    fields = [seen.field for seen in observations]
    around = Rectangle(
        x_min_m=min(field.x - field.width / 2 for field in fields),
        x_max_m=max(field.x + field.width / 2 for field in fields),
        y_min_m=min(field.y - field.width / 2 for field in fields),
        y_max_m=max(field.y + field.width / 2 for field in fields),
    )
    return Area(outline=(around,))


def judge_all(belief: BeliefMap, most: int = 40) -> tuple[ZoneVerdict, ...]:
    """Return the verdicts on the largest zones that a frame speaks for, largest first."""
    verdicts = (judge_zone(zone, belief) for zone in find_zones(belief)[:most])
    return tuple(verdict for verdict in verdicts if verdict.frames)
