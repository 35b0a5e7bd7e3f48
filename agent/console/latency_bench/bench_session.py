"""A session that frames are written into, as an agent writes them, without an agent."""

from datetime import UTC, datetime
from pathlib import Path

from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.mission import Area, InstrumentChoice, Mission, Rectangle, Specimen, mission_digest, mission_toml
from fractoscope.agent.session.session_file import SessionFile
from fractoscope.agent.session.session_folder import SessionFolder
from fractoscope.instruments.clocks import SystemClock
from fractoscope.model.frame_tags import ModelIdentity

HALF = 5e-3
"""Half the edge of the specimen (m)."""


def make_bench_session(folder: Path, uri_file: Path) -> Path:
    """Write the folder of a session under way on an instrument, with no frames yet, and return it."""
    paths = SessionFolder(folder)
    paths.frames.mkdir(parents=True)
    mission = Mission(
        specimen=Specimen(name="console bench"),
        area=Area(outline=(Rectangle(x_min_m=-HALF, x_max_m=HALF, y_min_m=-HALF, y_max_m=HALF),)),
        instrument=InstrumentChoice(uri_file=str(uri_file.absolute())),
    )
    paths.mission.write_text(mission_toml(mission), encoding="utf-8")
    with Journal(paths.journal, SystemClock()) as journal:
        journal.append(Kind.SESSION, {"event": "opened", "simulated": True, "session_id": folder.name})
    SessionFile(
        session_id=folder.name,
        created=datetime.now(UTC).isoformat(),
        mission_sha256=mission_digest(paths.mission),
        mission_folder=str(folder.absolute()),
        instrument="console bench",
        simulated=True,
        specimen_sha256="",
        tagger=ModelIdentity(name="none", version="1"),
        versions={},
    ).write(paths)
    return folder
