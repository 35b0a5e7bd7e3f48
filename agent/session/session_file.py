"""Who and what a session is: `session.json`."""

import json
from pathlib import Path

from pydantic import ValidationError

from fractoscope.agent.journal import Head
from fractoscope.agent.session.session_error import SessionError
from fractoscope.agent.session.session_folder import SessionFolder, write_json
from fractoscope.instruments.values import FacilityIdentity, FrozenValue
from fractoscope.model.frame_tags import ModelIdentity


class SessionFile(FrozenValue):
    """Identities that must hold when a session is resumed, and how it stands.

    Attributes
    ----------
    session_id
        Stem of all action ids.
    created
        UTC, ISO 8601.
    mission_sha256, mission_folder
        Digest of `mission.toml`, and the folder against which its relative paths are read.
    instrument, simulated
        As the microscope describes itself.
    facility
        Rules of the facility under which the last run of the session worked (path and digest of the file, as the instrument server tells
        them), or None without any. They may change between two runs; the journal tells of each run.
    specimen_sha256
        Digest of what is known to identify the specimen: adapter, its options, and the fields to visit.
    tagger
        Identity of the model.
    versions
        Of the programs that began it.
    outcome
        running, completed, budget, aborted or failed.
    error
        What ended it, in one line, or "".
    head
        Number and hash of the journal's last entry at that time.
    """

    schema_version: int = 1
    session_id: str
    created: str
    mission_sha256: str
    mission_folder: str
    instrument: str
    simulated: bool
    facility: FacilityIdentity | None = None
    specimen_sha256: str
    tagger: ModelIdentity
    versions: dict[str, str]
    outcome: str = "running"
    error: str = ""
    head: Head | None = None

    def write(self, folder: SessionFolder) -> None:
        """Write `session.json` whole or not at all."""
        write_json(folder.session, self.model_dump(mode="json"))


def read_session_file(path: Path) -> SessionFile:
    """Return the identity of the session in a folder.

    Raises
    ------
    SessionError
        If there is none, or it cannot be read.
    """
    file = SessionFolder(path).session
    try:
        return SessionFile.model_validate(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise SessionError(str(path), "", "holds no session; give the folder that `fractoscope run` printed") from error
    except (OSError, ValueError, ValidationError) as error:
        raise SessionError(str(file), "", f"cannot be read ({type(error).__name__}); restore it from a copy") from error
