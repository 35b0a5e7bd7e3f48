"""`fractoscope export`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import BrandFolder, SessionFolder


def export(
    session: SessionFolder,
    out: Annotated[Path | None, typer.Option("--out", help="File to make; named after the session unless given.")] = None,
    frames: Annotated[str, typer.Option("--frames", help="Frames that travel: all, or those that the report cites (cited).")] = "all",
    brand: BrandFolder = None,
) -> None:
    """Put a session into one zip file that others can read and check; prints where it is."""
    from fractoscope.agent.command_line.input_error import InputError
    from fractoscope.agent.command_line.output import print_line, print_note
    from fractoscope.agent.export import Frames, export_session
    from fractoscope.agent.report.brand import read_brand

    if frames not in set(Frames):
        raise InputError(f"--frames {frames}: give {' or '.join(Frames)}")
    done = export_session(session, out, Frames(frames), read_brand(brand) if brand is not None else None)
    if done.missing:
        print_note(f"frames without a readable file, left out: {', '.join(map(str, done.missing))}")
    print_line(str(done.path))
