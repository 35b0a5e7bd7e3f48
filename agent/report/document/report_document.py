"""The whole of `report.json`."""

from typing import Literal

from fractoscope.agent.belief import OriginEstimate
from fractoscope.agent.report.document.event_record import EventRecord
from fractoscope.agent.report.document.frame_record import FrameRecord
from fractoscope.agent.report.document.gap_record import GapRecord
from fractoscope.agent.report.document.integrity_record import IntegrityRecord
from fractoscope.agent.report.document.spacing_record import SpacingRecord
from fractoscope.agent.report.document.statement_record import StatementRecord
from fractoscope.agent.report.document.zone_record import ZoneRecord
from fractoscope.instruments.values import FrozenValue


class ReportDocument(FrozenValue):
    """What the report shows, for programs. Keys are added, never renamed, within one schema version.

    Attributes
    ----------
    schema_version
        1.
    session_id, specimen, notes
        What was examined; text of others is data.
    provenance
        `simulated`, `mixed`, `virtual-stage`, `real` or `unknown`.
    warning
        What a reader must know first, in words.
    trained_on
        What the model says of its training, or "".
    outcome, until
        How the session stands, and the time of its last entry (UTC).
    summary
        The statements.
    zones, origin, origin_statement, striation_spacings, not_examined, interventions, events, frames
        The sections.
    spent
        Name, used and allowed, for readers.
    identities
        Name and value, for readers.
    integrity
        Whether the record holds.
    problems
        What could not be read.
    """

    schema_version: Literal[1] = 1
    session_id: str
    specimen: str
    notes: str
    provenance: str
    warning: str
    trained_on: str
    outcome: str
    until: str
    summary: tuple[StatementRecord, ...]
    zones: tuple[ZoneRecord, ...]
    origin: OriginEstimate | None
    origin_statement: StatementRecord | None
    striation_spacings: tuple[SpacingRecord, ...]
    not_examined: tuple[GapRecord, ...]
    interventions: tuple[EventRecord, ...]
    events: tuple[EventRecord, ...]
    frames: tuple[FrameRecord, ...]
    spent: tuple[tuple[str, str, str], ...]
    identities: tuple[tuple[str, str], ...]
    integrity: IntegrityRecord
    problems: tuple[str, ...]
