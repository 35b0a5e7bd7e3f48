"""`fractoscope twin show`."""

from pathlib import Path
from typing import Annotated

import typer


def twin_show(
    family: Annotated[str, typer.Option(help="What kind of specimen.")] = "plate",
    seed: Annotated[int, typer.Option(min=0, help="Which one of the kind.")] = 0,
    out: Annotated[Path, typer.Option(help="Folder of the page; must be empty or new.")] = Path("specimen"),
) -> None:
    """Make a page that shows a simulated specimen: map of zones, a zoom series into each, both detectors, the truth."""
    from fractoscope.agent.command_line.input_error import InputError
    from fractoscope.agent.command_line.output import print_line
    from fractoscope.agent.command_line.steps import step_progress
    from fractoscope.simulators.showcase.show_specimen import show_specimen
    from fractoscope.simulators.specimen.families.unknown_family import UnknownFamily

    try:
        with step_progress("field") as progress:
            page = show_specimen(out, family=family, seed=seed, progress=progress)
    except UnknownFamily as error:
        raise InputError(str(error)) from error
    print_line(str(page))
