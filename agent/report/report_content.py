"""Everything that the page shows, as values."""

from dataclasses import dataclass

from fractoscope.agent.belief import BeliefMap
from fractoscope.agent.journal import Kind
from fractoscope.agent.report.brand import Brand
from fractoscope.agent.report.budget_row import BudgetRow, budget_rows
from fractoscope.agent.report.decision_row import DecisionRow, decision_rows
from fractoscope.agent.report.frame_picture import frame_pictures
from fractoscope.agent.report.frame_sheet import FrameSheet
from fractoscope.agent.report.frame_sheets import frame_sheets, picture_orders
from fractoscope.agent.report.frame_spacing import FrameSpacing, frame_spacings
from fractoscope.agent.report.gap import Gap, gaps
from fractoscope.agent.report.identities import identity_rows, model_of
from fractoscope.agent.report.incident import Incident, incidents
from fractoscope.agent.report.intervention import Intervention, interventions
from fractoscope.agent.report.journal_copy import Integrity
from fractoscope.agent.report.map_drawing import MapDrawing
from fractoscope.agent.report.palette import mode_colours
from fractoscope.agent.report.provenance import Provenance, provenance
from fractoscope.agent.report.rebuilt_belief import judge_all, observations_of, rebuild_belief
from fractoscope.agent.report.section import Section
from fractoscope.agent.report.sentences import coverage_statement, more_statement, origin_statement, outcome_statement, zone_statement
from fractoscope.agent.report.session_record import SessionRecord
from fractoscope.agent.report.spacing_plot import SpacingPlot, draw_spacings
from fractoscope.agent.report.specimen_map import draw_map
from fractoscope.agent.report.statement import Statement
from fractoscope.agent.report.thumbnails import thumbnail_width
from fractoscope.agent.report.zone_section import ZoneSection, zone_section
from fractoscope.agent.verdict import not_examined

_MOST_STATED = 15
_ORDER = {"stated": 0, "plain": 1, "open": 2}


@dataclass(frozen=True)
class ReportContent:
    """The report before it is set.

    Attributes
    ----------
    specimen, notes
        As the mission names it: text of others.
    outcome, until
        How the session stands, and the time of its last entry (UTC), or "".
    provenance
        Whether a real specimen was looked at.
    trained_on
        What the model says it was trained on, or "".
    summary
        Statements, each with its frames.
    map
        The specimen, or None without frames.
    zones, frames, decisions, gaps, incidents
        The sections.
    budget, identities, integrity
        What was spent, who took part, and whether the record holds.
    colours
        Of modes, by identifier.
    problems
        What could not be read.
    session_id
        Name of the session.
    belief
        The map after the last frame, or None without frames.
    origin_statement
        Where the crack began, and how certain that is; None without frames.
    spacings, plot
        Of striations, and how they are drawn, or None.
    interventions
        Of people.
    brand, sections
        The lab's own, or None; and the parts in order.
    without_file
        Files of frames to which the page must not link, because they do not travel with it.
    """

    specimen: str
    notes: str
    outcome: str
    until: str
    provenance: Provenance
    trained_on: str
    summary: tuple[Statement, ...]
    map: MapDrawing | None
    zones: tuple[ZoneSection, ...]
    frames: tuple[FrameSheet, ...]
    decisions: tuple[DecisionRow, ...]
    gaps: tuple[Gap, ...]
    incidents: tuple[Incident, ...]
    budget: tuple[BudgetRow, ...]
    identities: tuple[tuple[str, str], ...]
    integrity: Integrity
    colours: dict[str, str]
    problems: tuple[str, ...]
    session_id: str
    belief: BeliefMap | None
    origin_statement: Statement | None
    spacings: tuple[FrameSpacing, ...]
    plot: SpacingPlot | None
    interventions: tuple[Intervention, ...]
    brand: Brand | None = None
    sections: tuple[Section, ...] = tuple(Section)
    without_file: frozenset[str] = frozenset()


def report_content(record: SessionRecord, brand: Brand | None = None) -> ReportContent:
    """Gather the report of a session; the only files read beyond the record are the frames."""
    seen = observations_of(record)
    orders = picture_orders(record, seen)
    # Pictures are read beside this while the belief is rebuilt: the two longest parts of a long session's report.
    pictures = frame_pictures(record.folder, orders, thumbnail_width(len(orders)))
    belief = rebuild_belief(record, seen)
    sheets = frame_sheets(record, seen, pictures)
    by_id = {sheet.frame_id: sheet for sheet in sheets}
    numbers = {sheet.frame_id: sheet.number for sheet in sheets}
    verdicts = judge_all(belief) if belief is not None else ()
    outcome, error = _outcome(record)
    began = None
    spacings = frame_spacings(sheets, belief.origin() if belief is not None else None)
    summary = [outcome_statement(outcome, error, sheets, record.worked)]
    if belief is not None:
        told = [zone_statement(verdict, numbers) for verdict in verdicts]
        began = origin_statement(belief, sheets)
        # What is stated comes first, what stays open last; within that the larger zone.
        ranked = sorted([*told, began], key=lambda statement: _ORDER[statement.weight])
        summary += [*ranked[:_MOST_STATED], *more_statement(ranked[_MOST_STATED:]), coverage_statement(belief, sheets)]
    drawing = draw_map(belief, sheets, verdicts) if belief is not None and sheets else None
    model = model_of(record)
    seen_modes = tuple(mode for verdict in verdicts for mode in (verdict.mode, verdict.leaning))
    return ReportContent(
        specimen=record.mission.specimen.name if record.mission is not None else record.folder.name,
        notes=record.mission.specimen.notes if record.mission is not None else "",
        outcome=outcome,
        until=record.entries[-1].time[:19].replace("T", " ") if record.entries else "",
        provenance=provenance(record),
        trained_on=model.trained_on if model is not None else "",
        summary=tuple(summary),
        map=drawing,
        zones=tuple(zone_section(verdict, by_id) for verdict in verdicts),
        frames=sheets,
        decisions=decision_rows(record),
        gaps=gaps(not_examined(belief, verdicts), sheets) if belief is not None else (),
        incidents=incidents(record),
        budget=tuple(budget_rows(record)),
        identities=identity_rows(record),
        integrity=record.integrity,
        colours=mode_colours(tuple(dict.fromkeys((*seen_modes, *((label for label, _ in drawing.legend) if drawing else ()))))),
        problems=record.problems,
        session_id=record.session.session_id if record.session is not None else record.folder.name,
        belief=belief,
        origin_statement=began,
        spacings=spacings,
        plot=draw_spacings(spacings),
        interventions=interventions(record),
        brand=brand,
        sections=brand.order if brand is not None else tuple(Section),
    )


def _outcome(record: SessionRecord) -> tuple[str, str]:
    """Return the outcome and its recorded cause: by the session's file, which is set before a report is made, else by the journal."""
    if record.session is not None and record.session.outcome != "running":
        return record.session.outcome, record.session.error
    closed = [entry.payload for entry in record.of(Kind.SESSION) if entry.payload.get("event") == "closed"]
    opened = [entry.number for entry in record.of(Kind.SESSION) if entry.payload.get("event") == "opened"]
    last = [entry.number for entry in record.of(Kind.SESSION)][-1:]
    if closed and last != opened[-1:]:
        return str(closed[-1].get("outcome", "running")), str(closed[-1].get("error", ""))
    return "running", ""
