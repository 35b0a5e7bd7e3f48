"""From the values of the page to those of `report.json`."""

from dataclasses import asdict

from fractoscope.agent.report.document.event_record import EventRecord
from fractoscope.agent.report.document.frame_record import FrameRecord
from fractoscope.agent.report.document.gap_record import GapRecord
from fractoscope.agent.report.document.integrity_record import IntegrityRecord
from fractoscope.agent.report.document.report_document import ReportDocument
from fractoscope.agent.report.document.spacing_record import SpacingRecord
from fractoscope.agent.report.document.statement_record import StatementRecord
from fractoscope.agent.report.document.zone_record import ZoneRecord
from fractoscope.agent.report.frame_sheet import FrameSheet
from fractoscope.agent.report.report_content import ReportContent
from fractoscope.agent.report.statement import Statement
from fractoscope.agent.report.zone_section import ZoneSection


def build_document(content: ReportContent) -> ReportDocument:
    """Return the report as data; nothing is in it that the page does not show."""
    origin = content.belief.origin() if content.belief is not None else None
    return ReportDocument(
        session_id=content.session_id,
        specimen=content.specimen,
        notes=content.notes,
        provenance=content.provenance.kind,
        warning=f"{content.provenance.title}: {content.provenance.text}",
        trained_on=content.trained_on,
        outcome=content.outcome,
        until=content.until,
        summary=tuple(map(_said, content.summary)),
        zones=tuple(map(_zone, content.zones)),
        origin=origin,
        origin_statement=None if content.origin_statement is None else _said(content.origin_statement),
        striation_spacings=tuple(SpacingRecord(**asdict(item)) for item in content.spacings),
        not_examined=tuple(GapRecord(what=gap.what, why=gap.why, nearest=gap.nearest) for gap in content.gaps),
        interventions=tuple(
            EventRecord(time=item.time, kind="Operator", by=item.by, what=item.what, followed=_said(item.followed))
            for item in content.interventions
        ),
        events=tuple(EventRecord(time=item.time, kind=item.kind, what=item.text, step=item.step) for item in content.incidents),
        frames=tuple(map(_frame, content.frames)),
        spent=tuple((row.name, row.used, row.allowed) for row in content.budget),
        identities=content.identities,
        integrity=IntegrityRecord(
            verified=content.integrity.verified,
            entries=content.integrity.entries,
            head=content.integrity.head,
            reason=content.integrity.reason,
            unreadable_frames=tuple(sheet.number for sheet in content.frames if sheet.problem),
        ),
        problems=content.problems,
    )


def _said(statement: Statement) -> StatementRecord:
    return StatementRecord(text=statement.text, weight=statement.weight, frames=statement.frames)


def _zone(zone: ZoneSection) -> ZoneRecord:
    return ZoneRecord(
        verdict=zone.verdict,
        certainty=zone.certainty,
        statement=_said(zone.statement),
        counter=None if zone.counter is None else _said(zone.counter),
        triplet=tuple(sheet.number for sheet in zone.triplet),
        one_place=zone.one_place,
    )


def _frame(sheet: FrameSheet) -> FrameRecord:
    tags = sheet.seen.tags if sheet.seen is not None else None
    return FrameRecord(
        number=sheet.number,
        frame_id=sheet.frame_id,
        file=sheet.file,
        simulated=sheet.simulated,
        field=sheet.field,
        purpose=sheet.purpose,
        reason=sheet.reason,
        asserted=tags.asserted if tags is not None else (),
        candidates=tags.candidates if tags is not None else (),
        abstained=(tags.abstained or "") if tags is not None else "",
        faults=sheet.faults,
        problem=sheet.problem,
    )
