"""What the report says of one zone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from fractoscope.agent.belief import OFF_TARGET, UNKNOWN
from fractoscope.agent.report.certainty import certainty_words
from fractoscope.agent.report.frame_sheet import FrameSheet, TagBar
from fractoscope.agent.report.names import feature_name, mode_name
from fractoscope.agent.report.quantities import percent
from fractoscope.agent.report.sentences import counter_statement, leans, zone_statement
from fractoscope.agent.report.statement import Statement
from fractoscope.agent.verdict import ZoneVerdict

_EVIDENCE_BONUS = 0.35
_STEP = 2.0
"""Least ratio of field widths from one frame of a series to the next."""

_MOST_SHOWN = 6


@dataclass(frozen=True)
class ZoneSection:
    """A zone with its frames.

    Attributes
    ----------
    verdict
        As judged.
    title
        For readers.
    statement, counter
        The verdict in words, and what was looked for against it.
    certainty
        Of the verdict, or where it leans.
    triplet
        Up to three frames from wide to narrow that show the zone best.
    one_place
        Whether each of them shows what the next one magnifies.
    evidence, against
        Frames that assert a feature for the verdict or against it, at most six each.
    features
        Features that prevail in the zone.
    also_possible
        Names of modes that this session cannot tell from the stated one.
    """

    verdict: ZoneVerdict
    title: str
    statement: Statement
    counter: Statement | None
    certainty: str
    triplet: tuple[FrameSheet, ...]
    one_place: bool
    evidence: tuple[FrameSheet, ...]
    against: tuple[FrameSheet, ...]
    features: tuple[TagBar, ...]
    also_possible: tuple[str, ...]


def zone_section(verdict: ZoneVerdict, sheets: Mapping[str, FrameSheet]) -> ZoneSection:
    """Return the section on a zone.

    Parameters
    ----------
    verdict
        On the zone.
    sheets
        All frames by frame id.
    """
    numbers = {frame_id: sheet.number for frame_id, sheet in sheets.items()}
    own = [sheets[frame_id] for frame_id in verdict.frames if frame_id in sheets]
    features = sorted(verdict.features.items(), key=lambda item: -item[1])
    # A wide frame shows the zone though its centre may lie in another one.
    series = nested(own, [sheet for sheet in sheets.values() if sheet.field is not None], set(verdict.evidence))
    return ZoneSection(
        verdict=verdict,
        title=f"{verdict.name or f'Zone {verdict.zone}'}: {mode_name(verdict.mode)}",
        statement=zone_statement(verdict, numbers),
        counter=counter_statement(verdict, numbers) if _claims(verdict) else None,
        certainty=_certainty(verdict),
        triplet=series or triplet(own, set(verdict.evidence)),
        one_place=bool(series),
        evidence=_some(verdict.evidence, sheets),
        against=_some(verdict.counter_evidence, sheets),
        features=tuple(TagBar(feature_name(feature), chance, "asserted") for feature, chance in features),
        also_possible=tuple(mode_name(mode) for mode in verdict.also_possible),
    )


def _claims(verdict: ZoneVerdict) -> bool:
    """Return True if there is a mode to be disproved: one that is stated, or that the zone leans to."""
    return verdict.mode != OFF_TARGET and verdict.leaning != UNKNOWN and (verdict.mode == verdict.leaning or leans(verdict))


def _certainty(verdict: ZoneVerdict) -> str:
    if verdict.leaning == UNKNOWN:
        return "no mode prevails"
    if verdict.mode == verdict.leaning:
        return f"{certainty_words(verdict.probability)}, {percent(verdict.probability)}"
    return f"leaning to {mode_name(verdict.leaning).lower()}, {percent(verdict.probability)}" if leans(verdict) else "no mode prevails"


def nested(own: Sequence[FrameSheet], all_sheets: Sequence[FrameSheet], evidence: set[str]) -> tuple[FrameSheet, ...]:
    """Return the best series of three frames of one place, wide to narrow, or () if the session has none.

    Parameters
    ----------
    own
        Frames centred in the zone: the narrowest of the series is one of them.
    all_sheets
        Frames with a field, of any zone.
    evidence
        Ids of frames that assert a leading feature: they go before others, then the larger range of field widths.
    """
    pictured = [sheet for sheet in all_sheets if sheet.thumbnail is not None]
    places = np.array([_place(sheet) for sheet in pictured]).reshape(-1, 4)
    best: tuple[tuple[int, float], tuple[FrameSheet, ...]] = ((-1, 0.0), ())
    for narrow in own:
        if narrow.field is None or narrow.thumbnail is None:
            continue
        x, y, width, _ = _place(narrow)
        away = np.abs(places[:, :2] - (x, y))
        shows = (places[:, 2] >= _STEP * width) & (away[:, 0] <= places[:, 2] / 2) & (away[:, 1] <= places[:, 3] / 2)
        wider = [pictured[index] for index in np.flatnonzero(shows)]
        if len(wider) < 2:
            continue
        wide = max(wider, key=_width)
        wanted = (_width(wide) * width) ** 0.5
        middle = [sheet for sheet in wider if sheet is not wide and _STEP * _width(sheet) <= _width(wide)]
        if middle:
            chosen = (wide, min(middle, key=lambda sheet: abs(log(_width(sheet) / wanted))), narrow)
            rank = (sum(sheet.frame_id in evidence for sheet in chosen), _width(wide) / width)
            best = max(best, (rank, chosen), key=lambda item: item[0])
    return best[1]


def _place(sheet: FrameSheet) -> tuple[float, float, float, float]:
    """Return centre, width and height (m) of a frame."""
    assert sheet.field is not None
    return sheet.field.x, sheet.field.y, sheet.field.width, sheet.field.width * sheet.aspect


def _width(sheet: FrameSheet) -> float:
    return sheet.field.width if sheet.field is not None else 0.0


def _some(frame_ids: Sequence[str], sheets: Mapping[str, FrameSheet]) -> tuple[FrameSheet, ...]:
    return tuple(sheets[frame_id] for frame_id in frame_ids if frame_id in sheets)[:_MOST_SHOWN]


def triplet(sheets: Sequence[FrameSheet], evidence: set[str]) -> tuple[FrameSheet, ...]:
    """Return up to three frames from wide to narrow, spread over the field widths, evidence before others of about its width."""
    placed = [(sheet, log(sheet.field.width)) for sheet in sheets if sheet.field is not None]
    if not placed:
        return tuple(sheets[:3])
    widest, narrowest = max(size for _, size in placed), min(size for _, size in placed)
    chosen: list[FrameSheet] = []
    for wanted in (widest, narrowest, (widest + narrowest) / 2):
        left = [(sheet, size) for sheet, size in placed if sheet not in chosen]
        if left:
            best = min(left, key=lambda item: abs(item[1] - wanted) - _EVIDENCE_BONUS * (item[0].frame_id in evidence))
            chosen.append(best[0])
    return tuple(sorted(chosen, key=lambda sheet: (-(sheet.field.width if sheet.field else 0.0), sheet.number)))
