"""`fractoscope tag`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def tag(
    images: Annotated[list[Path], typer.Argument(metavar="IMAGE...", help="Pictures in any format that can be read.")],
    as_json: AsJson = False,
    tagger: Annotated[str, typer.Option(help="Which tagger; `fractoscope plugins` lists them.")] = "embedded",
    field_width_um: Annotated[float | None, typer.Option(help="Horizontal field width (µm) of pictures without a scale.")] = None,
    pixel_size_nm: Annotated[float | None, typer.Option(help="Edge of a pixel (nm) of pictures without a scale.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    ray: Annotated[bool, typer.Option("--ray", help="Tag in Ray Data, on RAY_ADDRESS or this computer.")] = False,
) -> int:
    """Tag pictures: one JSON object a line, or a line to read on a terminal. A bad file is named and the others are still done."""
    from fractoscope.agent.command_line.scale_option import ScaleOption
    from fractoscope.agent.command_line.tag_files import tag_files

    return tag_files(images, tagger, ScaleOption.from_options(field_width_um, pixel_size_nm), as_json=as_json, workers=workers, ray=ray)
