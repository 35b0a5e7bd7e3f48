"""RO-Crate metadata of an exported session."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from fractoscope.agent.export.archive import ArchivedFile
from fractoscope.agent.report.report_content import ReportContent
from fractoscope.agent.report.session_record import SessionRecord

METADATA = "ro-crate-metadata.json"

_PROFILE = "https://w3id.org/ro/crate/1.1"
_MEDIA = {
    ".tif": "image/tiff",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".html": "text/html",
    ".toml": "application/toml",
}
_NAMES = {
    "journal.jsonl": "Journal: every event, chained by SHA-256",
    "report.html": "Report for people",
    "report.json": "Report for programs",
    "mission.toml": "Mission: what was asked",
    "session.json": "Identities, versions and outcome",
    "summary.json": "Summary",
    "corrections.jsonl": "Tags that people corrected",
}
_SPDX = re.compile(r"^[A-Za-z0-9.+-]+$")


def crate(record: SessionRecord, content: ReportContent, files: Sequence[ArchivedFile]) -> dict[str, Any]:
    """Return the metadata by RO-Crate 1.1 (https://www.researchobject.org/ro-crate/specification/1.1/).

    Every file stands with its size and SHA-256; `sha256` is not among the terms of version 1.1 and is declared beside its context. The
    session is an action with its instrument, its programs and the people who stepped in. Nothing is said of a licence that the mission
    does not name.
    """
    people = [_entity(f"#person-{quote(name, safe='')}", "Person", name=name) for name in _people(content)]
    tools = _tools(record, content)
    licence = _licence(record)
    session = _entity(
        "#session",
        "CreateAction",
        name=f"Session {content.session_id}",
        instrument=[_reference(tool) for tool in tools],
        agent=[_reference(person) for person in people],
        result={"@id": "./"},
        startTime=record.session.created if record.session is not None else "",
        endTime=record.entries[-1].time if record.entries else "",
    )
    root = _entity(
        "./",
        "Dataset",
        name=f"Fractographic session {content.session_id}: {content.specimen}",
        description=f"{content.provenance.title}. {content.provenance.text}",
        datePublished=_date(record),
        hasPart=[{"@id": quote(file.name)} for file in files],
        mentions={"@id": "#session"},
        license="" if licence is None else _reference(licence),
    )
    descriptor = _entity(METADATA, "CreativeWork", conformsTo={"@id": _PROFILE}, about={"@id": "./"})
    entities = [descriptor, root, *map(_file, files), session, *tools, *people, *([licence] if licence is not None else [])]
    return {"@context": [f"{_PROFILE}/context", {"sha256": "https://schema.org/sha256"}], "@graph": entities}


def _entity(identifier: str, kind: str, **properties: Any) -> dict[str, Any]:
    """Return an entity without the properties that are empty: RO-Crate has no word for nothing."""
    return {"@id": identifier, "@type": kind} | {name: value for name, value in properties.items() if value not in ("", [])}


def _reference(entity: dict[str, Any]) -> dict[str, str]:
    return {"@id": entity["@id"]}


def _file(file: ArchivedFile) -> dict[str, Any]:
    suffix = PurePosixPath(file.name).suffix
    return _entity(
        quote(file.name),
        "File",
        name=_NAMES.get(file.name, file.name),
        contentSize=str(file.size),
        encodingFormat=_MEDIA.get(suffix, "application/octet-stream"),
        sha256=file.sha256,
    )


def _people(content: ReportContent) -> list[str]:
    return sorted({item.by for item in content.interventions if item.by})


def _tools(record: SessionRecord, content: ReportContent) -> list[dict[str, Any]]:
    told = dict(content.identities)
    instrument = _entity("#instrument", "IndividualProduct", name=told.get("Instrument", "not recorded"))
    session = record.session
    if session is None:
        return [instrument]
    model = session.tagger
    programs = [
        _entity(f"#software-{quote(name, safe='')}", "SoftwareApplication", name=name, softwareVersion=version)
        for name, version in sorted(session.versions.items())
    ]
    tagger = _entity(
        "#model",
        "SoftwareApplication",
        name=model.name,
        softwareVersion=model.version,
        sha256=model.fingerprint,
        description=f"Trained on: {model.trained_on}" if model.trained_on else "",
    )
    return [instrument, tagger, *programs]


def _licence(record: SessionRecord) -> dict[str, Any] | None:
    named = record.mission.licence if record.mission is not None else None
    if not named:
        return None
    if named.startswith(("https://", "http://")):
        return _entity(named, "CreativeWork", name=named)
    if _SPDX.match(named):
        return _entity(f"https://spdx.org/licenses/{named}", "CreativeWork", name=named)
    return _entity("#licence", "CreativeWork", name=named)


def _date(record: SessionRecord) -> str:
    """Return the day of the last entry: an export made twice must not differ by the day on which it was made."""
    last = record.entries[-1].time if record.entries else ""
    return (last or (record.session.created if record.session is not None else ""))[:10]
