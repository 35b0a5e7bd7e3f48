"""`fractoscope demo`."""

from pathlib import Path
from typing import Annotated

import typer


def demo(
    out: Annotated[Path, typer.Option(help="Folder to make the session in.")] = Path("demo"),
    seed: Annotated[int, typer.Option(min=0, help="Which specimen the simulator makes.")] = 0,
    family: Annotated[str, typer.Option(help="What kind of specimen, such as plate or rotating_bending.")] = "plate",
    frames: Annotated[int, typer.Option(min=1, help="Budget in frames.")] = 40,
) -> int:
    """Work a simulated specimen from survey to report: no setup, no microscope."""
    from fractoscope.agent.command_line.finished import announce
    from fractoscope.agent.command_line.input_error import InputError
    from fractoscope.agent.command_line.progress import terminal_progress
    from fractoscope.agent.session import run_demo
    from fractoscope.simulators.specimen.families.unknown_family import UnknownFamily

    try:
        with terminal_progress() as progress:
            folder = run_demo(out, seed, frames, family, progress)
    except UnknownFamily as error:
        raise InputError(f"--family: {error}") from error
    return announce(folder)
