"""`fractoscope run`."""

from pathlib import Path
from typing import Annotated

import typer


def run(
    mission: Annotated[Path, typer.Argument(metavar="MISSION.toml", help="What to do, with what, within which budget.")],
    out: Annotated[Path, typer.Option(help="Folder to make the session in.")] = Path("sessions"),
) -> int:
    """Carry out a mission; the session's folder is the last line printed."""
    from fractoscope.agent.command_line.finished import announce
    from fractoscope.agent.command_line.progress import terminal_progress
    from fractoscope.agent.session import run_mission

    with terminal_progress() as progress:
        folder = run_mission(mission, out, progress)
    return announce(folder)
