"""Who and what took part."""

from fractoscope.agent.journal import Kind
from fractoscope.agent.report.session_record import SessionRecord
from fractoscope.model.frame_tags import ModelIdentity


def model_of(record: SessionRecord) -> ModelIdentity | None:
    """Return the model that read the frames: by the session's file, else by the last tags."""
    if record.session is not None:
        return record.session.tagger
    tags = record.of(Kind.TAGS)
    return ModelIdentity.model_validate(tags[-1].payload["tags"]["model"]) if tags else None


def identity_rows(record: SessionRecord) -> tuple[tuple[str, str], ...]:
    """Return names and values for readers: session, instrument, model, plugins and program versions."""
    rows: list[tuple[str, str]] = []
    session, mission, model = record.session, record.mission, model_of(record)
    if session is not None:
        rows += [("Session", session.session_id), ("Begun (UTC)", session.created[:19].replace("T", " "))]
    instruments = dict.fromkeys(str(entry.payload["metadata"].get("instrument", "")) for entry in record.of(Kind.FRAME))
    rows.append(("Instrument", session.instrument if session is not None else ", ".join(filter(None, instruments)) or "not recorded"))
    if session is not None and session.facility is not None:
        rows += [("Facility's rules", session.facility.path), ("Facility's rules (SHA-256)", session.facility.sha256)]
    if model is not None:
        rows += [("Model", f"{model.name}, version {model.version}"), ("Model's weights (SHA-256)", model.fingerprint or "not told")]
        rows.append(("Model trained on", model.trained_on or "not told"))
    if mission is not None:
        rows += [("Tagger, policy", f"{mission.tagger.name}, {mission.policy.name}")]
        rows += [("Images may leave the lab", "yes" if mission.images_may_leave_lab else "no")]
    if session is not None:
        rows += [("Mission (SHA-256)", session.mission_sha256), ("Specimen (SHA-256)", session.specimen_sha256)]
        rows += [("Programs", ", ".join(f"{name} {number}" for name, number in session.versions.items()))]
    return tuple(rows)
