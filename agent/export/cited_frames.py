"""Which frames a report rests on."""

from fractoscope.agent.report import ReportContent


def cited_frames(content: ReportContent) -> set[int]:
    """Return the numbers of the frames to which a statement, a series, a spacing, a gap or a command of the report points."""
    statements = [*content.summary, *(item.followed for item in content.interventions)]
    for zone in content.zones:
        statements += [zone.statement, *([zone.counter] if zone.counter is not None else [])]
    found = {number for statement in statements for number in statement.frames}
    found |= {sheet.number for zone in content.zones for sheet in (*zone.triplet, *zone.evidence, *zone.against)}
    found |= {item.frame for item in content.spacings}
    return found | {gap.nearest for gap in content.gaps if gap.nearest is not None}
