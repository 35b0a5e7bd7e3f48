"""What the session states, in words that point at frames."""

from collections.abc import Mapping, Sequence

from fractoscope.agent.belief import OFF_TARGET, UNKNOWN, BeliefMap
from fractoscope.agent.report.certainty import certainty_words
from fractoscope.agent.report.coverage import imaged_share
from fractoscope.agent.report.frame_sheet import FrameSheet
from fractoscope.agent.report.names import mode_name, readable
from fractoscope.agent.report.quantities import area, coordinate, duration, percent, quantity
from fractoscope.agent.report.statement import Statement, sentence
from fractoscope.agent.verdict import ZoneVerdict

_LEANING = 0.3

_ENDS = {
    "completed": "The session ended by itself: nothing left was worth its cost.",
    "budget": "The session ended because its budget was spent.",
    "aborted": "The session was stopped before its end.",
    "failed": "The session failed before its end.",
    "running": "The session has no recorded end: it is still running, or it was cut off.",
}


def outcome_statement(outcome: str, error: str, sheets: Sequence[FrameSheet], worked: float) -> Statement:
    """Return how the session ended and what it took."""
    end = _ENDS.get(outcome, f"The session ended: {outcome}.") + (f" Recorded cause: {error}." if error else "")
    if not sheets:
        return sentence(f"{end} It recorded no frame in {duration(worked)} of work.")
    numbers = [sheet.number for sheet in sheets]
    ends = [numbers[0]] if len(numbers) == 1 else [numbers[0], numbers[-1]]
    count = f"{len(numbers)} frame{'s' if len(numbers) > 1 else ''}"
    return sentence(f"{end} It recorded {count} in {duration(worked)} of work, first and last ", ends, ".")


def leans(verdict: ZoneVerdict) -> bool:
    """Return True if a zone's leading mode is probable enough to be worth a reader's attention."""
    return verdict.leaning != UNKNOWN and verdict.probability >= _LEANING


def zone_statement(verdict: ZoneVerdict, numbers: Mapping[str, int]) -> Statement:
    """Return what is stated of a zone, with the frames that carry it.

    Parameters
    ----------
    verdict
        On the zone.
    numbers
        Frame number by frame id.
    """
    where = verdict.name or f"Zone {verdict.zone}"
    place = "" if verdict.name else f" ({area(verdict.area_m2)} about x {coordinate(verdict.x_m)}, y {coordinate(verdict.y_m)} mm)"
    evidence, frames = _numbers(verdict.evidence, numbers), _numbers(verdict.frames, numbers)
    if verdict.mode == OFF_TARGET:
        return sentence(
            f"{where}{place} {certainty_words(verdict.probability)} shows no fracture surface, with a probability of "
            f"{percent(verdict.probability)}, from ",
            frames,
            ".",
            weight="plain",
        )
    if verdict.mode == UNKNOWN:
        leaning = (
            f"; it leans to {_mode(verdict.leaning)} ({certainty_words(verdict.probability)}, {percent(verdict.probability)})"
            if leans(verdict)
            else "; no mode prevails"
        )
        lacks = readable("; ".join(verdict.missing)) or "a clear label"
        return sentence(f"{where}{place} stays undetermined{leaning}, from ", frames, f". It lacks: {lacks}.", weight="open")
    against = _numbers(verdict.counter_evidence, numbers)
    tail: list[str | list[int]] = ["; against it speaks ", against, "."] if against else ["; no accepted frame speaks against it."]
    return sentence(
        f"{where}{place}: {certainty_words(verdict.probability)} {_mode(verdict.mode)}, with a probability of "
        f"{percent(verdict.probability)}. Its features are asserted in ",
        evidence or frames,
        *tail,
        weight="stated",
    )


def origin_statement(belief: BeliefMap, sheets: Sequence[FrameSheet]) -> Statement:
    """Return where the crack is believed to have begun, or that this is not known."""
    lined = [sheet.number for sheet in sheets if sheet.seen is not None and sheet.seen.lines]
    origin = belief.origin()
    if origin is None:
        if belief.area.targets:
            return sentence("The origin is not sought: the mission names single fields, not a surface.", weight="open")
        if not lined:
            return sentence("The origin was not found: no frame showed an axis of growth.", weight="open")
        return sentence("The origin was not found: the axes of growth in ", lined, " do not meet closely enough.", weight="open")
    return sentence(
        f"The crack {certainty_words(origin.probability)} began within {quantity(origin.radius_m, 'm')} of x {coordinate(origin.x_m)}, "
        f"y {coordinate(origin.y_m)} mm, with a probability of {percent(origin.probability)} by the session's own account; traced from "
        "axes of growth in ",
        lined,
        ".",
        weight="stated",
    )


def coverage_statement(belief: BeliefMap, sheets: Sequence[FrameSheet]) -> Statement:
    """Return how much of the specimen was looked at, and at which field widths."""
    widths = [(sheet.field.width, sheet.number) for sheet in sheets if sheet.field is not None]
    (narrow, narrowest), (wide, widest) = min(widths), max(widths)
    judged = percent(belief.coverage)
    if belief.area.targets:
        shown = f"Accepted frames show {judged} of the fields to be visited"
    else:
        shown = (
            f"The frames show {percent(imaged_share(belief.area, sheets))} of the area; {judged} lies near enough to be judged from them"
        )
    if narrow > 0.99 * wide:
        return sentence(f"{shown}. All were taken at a field width of {quantity(wide, 'm')}, as ", [widest], ".")
    return sentence(
        f"{shown}. Field widths run from {quantity(wide, 'm')} (",
        [widest],
        f") to {quantity(narrow, 'm')} (",
        [narrowest],
        ").",
    )


def more_statement(left_out: Sequence[Statement]) -> list[Statement]:
    """Return one sentence for statements that a summary has no room for; empty if there are none."""
    frames = sorted({frame for statement in left_out for frame in statement.frames})
    return [sentence(f"{len(left_out)} more statements stand with their zones below, on ", frames, ".")] if left_out else []


def counter_statement(verdict: ZoneVerdict, numbers: Mapping[str, int]) -> Statement:
    """Return what was looked for against a verdict, and what was seen of it."""
    against = _numbers(verdict.counter_evidence, numbers)
    wanted = verdict.looked_for[:1].lower() + verdict.looked_for[1:].rstrip(".")
    if against:
        return sentence(f"Would disprove it: {wanted}. A feature that speaks against it is asserted in ", against, ".")
    return sentence(
        f"Would disprove it: {wanted}. No frame asserts a feature that speaks against it; looked at: ",
        _numbers(verdict.frames, numbers),
        ".",
    )


def _mode(mode: str) -> str:
    name = mode_name(mode)
    return name[0].lower() + name[1:]


def _numbers(frame_ids: Sequence[str], numbers: Mapping[str, int]) -> list[int]:
    return sorted({numbers[frame_id] for frame_id in frame_ids if frame_id in numbers})
