"""`fractoscope sem conformance`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def sem_conformance(
    uri_file: Annotated[
        Path | None, typer.Option("--uri-file", help="File in which a running instrument server wrote its address.")
    ] = None,
    adapter: Annotated[str | None, typer.Option(help="Instead of a server: an adapter to load into this process.")] = None,
    option: Annotated[list[str] | None, typer.Option(metavar="KEY=VALUE", help="For the adapter; may be given several times.")] = None,
    reach: Annotated[str, typer.Option(metavar="LENGTH", help="How far the stage may go to either side, with its unit.")] = "0.1 mm",
    field_width: Annotated[
        str | None, typer.Option(metavar="LENGTH", help="Width of the frames, with its unit; default: the present one.")
    ] = None,
    tolerance: Annotated[str, typer.Option(metavar="LENGTH", help="How far from its target an axis may stop.")] = "5 um",
    allow_moves: Annotated[str, typer.Option(metavar="AXES", help="Axes that may move: x, y, z, tilt, rotation, with commas.")] = "x,y",
    yes: Annotated[bool, typer.Option("--yes", help="Agree beforehand to what the suite will do.")] = False,
    as_json: AsJson = False,
) -> int:
    """Show what a microscope does right and wrong, with small moves and frames where it stands."""
    from fractoscope.agent.command_line.conformance import examine, mounted_subject, neighbourhood_from

    with mounted_subject(uri_file, adapter, option or []) as subject:
        place = neighbourhood_from(subject, reach=reach, field_width=field_width, tolerance=tolerance, axes=allow_moves)
        return examine(subject, place, agreed=yes, as_json=as_json)
