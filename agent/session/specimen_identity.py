"""What makes a specimen the same one."""

import hashlib
import json
from pathlib import Path
from typing import Any

from fractoscope.agent.journal import canonical_json
from fractoscope.agent.mission import Area, Mission, Target
from fractoscope.agent.session.session_error import SessionError


def mounted_targets(placements_file: Path) -> tuple[Target, ...]:
    """Return a target for each picture that the mounted adapter says it laid out.

    Raises
    ------
    SessionError
        If the file is missing or not what the adapter writes.
    """
    try:
        rows: list[dict[str, Any]] = json.loads(placements_file.read_text(encoding="utf-8"))["placements"]
        return tuple(
            Target(
                name=Path(row["file"]).name,
                x_m=row["x_m"],
                y_m=row["y_m"],
                width_m=row["width_m"],
                columns=row["columns"],
                rows=row["rows"],
            )
            for row in rows
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SessionError(str(placements_file), "", f"does not tell where the pictures lie ({error}); start the session anew") from error


def with_targets(mission: Mission, placements_file: Path) -> Mission:
    """Return the mission with what is mounted as its targets; unchanged if it names its area itself."""
    return mission.replace(area=Area(targets=mounted_targets(placements_file))) if mission.area.mounted else mission


def specimen_digest(mission: Mission) -> str:
    """Return the SHA-256 (hexadecimal) of what identifies the specimen to us: its name, its mount, and the fields to visit."""
    identity = {
        "specimen": mission.specimen.name,
        "instrument": mission.instrument.model_dump(mode="json"),
        "targets": [target.model_dump(mode="json") for target in mission.area.targets],
    }
    return hashlib.sha256(canonical_json(identity).encode()).hexdigest()
