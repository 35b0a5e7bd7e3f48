"""What the report says of one zone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from fractoscope.agent.belief import OFF_TARGET
from fractoscope.agent.report.frame_sheet import FrameSheet, TagBar
from fractoscope.agent.report.names import feature_name, mode_name
from fractoscope.agent.report.quantities import percent
from fractoscope.agent.report.sentences import counter_statement, leans, zone_statement
from fractoscope.agent.report.statement import Statement
from fractoscope.agent.verdict import ZoneVerdict

_EVIDENCE_BONUS = 0.35


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
    return ZoneSection(
        verdict=verdict,
        title=f"{verdict.name or f'Zone {verdict.zone}'}: {mode_name(verdict.mode)}",
        statement=zone_statement(verdict, numbers),
        counter=counter_statement(verdict, numbers) if _claims(verdict) else None,
        certainty=_certainty(verdict),
        triplet=triplet(own, set(verdict.evidence)),
        features=tuple(TagBar(feature_name(feature), chance, "asserted") for feature, chance in features),
        also_possible=tuple(mode_name(mode) for mode in verdict.also_possible),
    )


def _claims(verdict: ZoneVerdict) -> bool:
    """Return True if there is a mode to be disproved: one that is stated, or that the zone leans to."""
    return verdict.mode != OFF_TARGET and (verdict.mode == verdict.leaning or leans(verdict))


def _certainty(verdict: ZoneVerdict) -> str:
    if verdict.mode == verdict.leaning:
        return percent(verdict.probability)
    return f"leaning to {mode_name(verdict.leaning).lower()}, {percent(verdict.probability)}" if leans(verdict) else "no mode prevails"


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
