"""Starting and resuming sessions."""

import re
import shutil
import uuid
from contextlib import ExitStack
from pathlib import Path

from fractoscope.agent.mission import Mission, check_mission, mission_digest, read_mission
from fractoscope.agent.progress import Progress
from fractoscope.agent.session.instrument_link import InstrumentLink
from fractoscope.agent.session.preparation import load_policy, load_tagger, versions
from fractoscope.agent.session.session_error import SessionError
from fractoscope.agent.session.session_file import SessionFile, read_session_file
from fractoscope.agent.session.session_folder import SessionFolder
from fractoscope.agent.session.session_lock import SessionLock
from fractoscope.agent.session.specimen_identity import specimen_digest
from fractoscope.agent.session.work import work, write_missing_report
from fractoscope.instruments.clocks import SystemClock
from fractoscope.model.tagger import Tagger


def run_mission(mission_path: Path, out: Path, progress: Progress) -> Path:
    """Carry out a mission in a new folder under `out`, and return that folder.

    Raises
    ------
    MissionError, PluginError
        If the mission cannot be carried out as written; no folder is left behind.
    SemError, KeyboardInterrupt
        If the session ended early; what was recorded stays, and the session can be resumed.
    """
    mission = read_mission(mission_path)
    return begin(mission, mission_path.read_bytes(), mission_path.absolute().parent, str(mission_path), out, progress)


def begin(mission: Mission, text: bytes, home: Path, name: str, out: Path, progress: Progress, *, tagger: Tagger | None = None) -> Path:
    """Carry out a mission given as value and text; raises as `run_mission`.

    Parameters
    ----------
    mission, text
        The same mission, read and as it is to be kept.
    home
        Folder against which its relative paths are read.
    name
        What to call it in errors.
    out
        Folder to make the session's folder in.
    progress
        Is told what happens.
    tagger
        In place of the one that the mission names, for a benchmark; None loads that one.
    """
    clock = SystemClock()
    policy = load_policy(mission, name)
    stem = re.sub(r"[^A-Za-z0-9]+", "-", mission.specimen.name).strip("-").lower()[:30] or "specimen"
    session_id = f"{clock.now():%Y%m%dT%H%M%S}-{stem}-{uuid.uuid4().hex[:6]}"
    folder = SessionFolder(out / session_id)
    folder.path.mkdir(parents=True)
    with SessionLock(folder.path), ExitStack() as stack:
        try:
            folder.mission.write_bytes(text)
            link = stack.enter_context(InstrumentLink(folder, mission, home, clock, name))
            progress.event("starting the instrument server" if mission.instrument.adapter else "connecting to the instrument")
            tagger = tagger or load_tagger(mission, name)
            microscope = link.connect()
            mission = link.resolve(mission)
            capabilities = microscope.describe()
            check_mission(mission, capabilities, microscope.state().beam, name)
        except BaseException:
            # Nothing was looked at yet, so there is nothing to keep.
            stack.close()
            shutil.rmtree(folder.path, ignore_errors=True)
            raise
        session = SessionFile(
            session_id=session_id,
            created=clock.now().isoformat(),
            mission_sha256=mission_digest(folder.mission),
            mission_folder=str(home),
            instrument=capabilities.instrument,
            simulated=capabilities.simulated,
            facility=capabilities.facility,
            specimen_sha256=specimen_digest(mission),
            tagger=tagger.identity(),
            versions=versions(),
        )
        session.write(folder)
        progress.event(f"session {folder.path}: {capabilities.instrument}{' (simulated)' if capabilities.simulated else ''}")
        work(folder, session, mission, microscope, tagger, policy, progress, clock, link.gone)
    return folder.path


def resume_session(path: Path, progress: Progress) -> Path:
    """Go on with a session where it was, and return its folder; one that has ended as asked stays as it is.

    Raises
    ------
    SessionError
        If the folder holds no session or is in use, or mission, instrument, specimen or tagger are not the same any more.
    JournalTampered
        If the journal is not as it was written.
    SemError, KeyboardInterrupt
        As `run_mission`.
    """
    clock, folder = SystemClock(), SessionFolder(path)
    read_session_file(path)
    with SessionLock(path), ExitStack() as stack:
        session = read_session_file(path)
        name = str(folder.mission)
        if not folder.mission.exists() or mission_digest(folder.mission) != session.mission_sha256:
            raise SessionError(
                name, "", "is not the mission this session began with; put the original back, or run the new one as a new session"
            )
        if session.outcome in {"completed", "budget"}:
            progress.event(f"nothing to do: the session ended ({session.outcome})")
            write_missing_report(path)
            return path
        mission = read_mission(folder.mission)
        policy = load_policy(mission, name)
        link = stack.enter_context(InstrumentLink(folder, mission, Path(session.mission_folder), clock, name))
        tagger = load_tagger(mission, name)
        identity = tagger.identity()
        if identity != session.tagger:
            raise SessionError(
                str(path), "", _changed("tagger", _model(session), f"{identity.name} {identity.version} {identity.fingerprint[:12]}")
            )
        microscope = link.connect()
        mission = link.resolve(mission)
        capabilities = microscope.describe()
        if (capabilities.instrument, capabilities.simulated) != (session.instrument, session.simulated):
            raise SessionError(str(path), "", _changed("instrument", session.instrument, capabilities.instrument))
        if specimen_digest(mission) != session.specimen_sha256:
            raise SessionError(str(path), "", _changed("specimen", session.specimen_sha256[:12], specimen_digest(mission)[:12]))
        session = session.replace(facility=capabilities.facility)
        work(folder, session, mission, microscope, tagger, policy, progress, clock, link.gone)
    return path


def _changed(what: str, before: str, now: str) -> str:
    return f"the {what} is not the one this session began with ({before}, now {now}); bring that one back, or begin a new session"


def _model(session: SessionFile) -> str:
    return f"{session.tagger.name} {session.tagger.version} {session.tagger.fingerprint[:12]}"
