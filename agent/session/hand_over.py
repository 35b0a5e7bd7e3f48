"""What is left when a session ends: verdicts in the journal, `summary.json`, `belief.json`."""

import json
from typing import Any

from fractoscope.agent.graph import Knowledge
from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.mission import Mission
from fractoscope.agent.oversight import corrections
from fractoscope.agent.session.session_file import SessionFile
from fractoscope.agent.session.session_folder import SessionFolder, write_json
from fractoscope.agent.session.working_time import working_time
from fractoscope.agent.verdict import find_zones, judge_zone, not_examined


def hand_over(
    folder: SessionFolder,
    session: SessionFile,
    mission: Mission,
    journal: Journal,
    knowledge: Knowledge,
    left: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Judge the zones, write the summary and the map, and return the summary.

    Zones without an accepted frame are no verdicts: they show in `not_examined`.

    Parameters
    ----------
    folder, session, mission, journal, knowledge
        What there is to hand over.
    left
        The state in which a stop left the instrument (`StopReport`), the error with which it was not reached, or None if none was sent.
    """
    belief = knowledge.belief
    verdicts = [verdict for zone in find_zones(belief) if (verdict := judge_zone(zone, belief)).frames]
    journal.append_all(
        (Kind.VERDICT, verdict.model_dump(mode="json"), f"{knowledge.frames}:{session.outcome}:{verdict.zone}") for verdict in verdicts
    )
    origin = belief.origin()
    actions = journal.entries(Kind.ACTION)
    faults = journal.entries(Kind.FAULT)
    summary: dict[str, Any] = {
        "schema_version": 1,
        "session_id": session.session_id,
        "specimen": mission.specimen.model_dump(mode="json"),
        "simulated": session.simulated,
        "instrument": session.instrument,
        "tagger": session.tagger.model_dump(mode="json"),
        "outcome": session.outcome,
        "error": session.error,
        "frames": knowledge.frames,
        "stage_moves": sum(entry.payload["kind"] == "move_stage" and entry.payload["phase"] == "done" for entry in actions),
        "dose_C": knowledge.dose,
        "elapsed_s": round(working_time(journal), 3),
        "budget": mission.budget.model_dump(mode="json"),
        "zones": [verdict.model_dump(mode="json") for verdict in verdicts],
        "origin": None if origin is None else origin.model_dump(mode="json"),
        "features": _said(belief.vocabulary.features, journal),
        "coverage": belief.coverage,
        "refusals": len(journal.entries(Kind.REFUSAL)),
        "operator_commands": len(journal.entries(Kind.OPERATOR)),
        "faults": len(faults),
        "incidents": [_incident(entry.payload) for entry in faults],
        "left": left,
        "not_examined": not_examined(belief, verdicts),
        "journal": {"entries": journal.head.number, "digest": journal.head.digest},
    }
    _write_corrections(folder, journal)
    write_json(folder.belief, belief.to_dict())
    write_json(folder.summary, summary)
    return summary


def _incident(fault: dict[str, Any]) -> dict[str, Any]:
    """Return what went wrong and what was done about it."""
    return {key: fault.get(key) for key in ("step", "fault", "remedy", "text")}


def _write_corrections(folder: SessionFolder, journal: Journal) -> None:
    """Write what people corrected, or nothing where nobody did."""
    given = corrections(journal.entries())
    if not given:
        return
    lines = [json.dumps({"time": one.time, "by": one.by, **one.command.model_dump(mode="json", exclude={"kind"})}) for one in given]
    folder.corrections.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _said(features: tuple[str, ...], journal: Journal) -> dict[str, dict[str, int]]:
    """Return in how many frames each feature was asserted, and in how many it was a candidate."""
    tags = [entry.payload["tags"] for entry in journal.entries(Kind.TAGS)]
    return {name: {word: sum(name in each[word] for each in tags) for word in ("asserted", "candidates")} for name in features}
