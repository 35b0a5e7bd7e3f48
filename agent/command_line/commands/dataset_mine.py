"""`fractoscope dataset mine`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def dataset_mine(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT...", help="Folders of articles, packages, PDF files, manifests.")],
    out: Annotated[Path, typer.Option(help="Folder of the run; a run that was cut off goes on from there.")] = Path("mined"),
    licence: Annotated[list[str] | None, typer.Option(help="Licence that is allowed; may be given several times.")] = None,
    tagger: Annotated[str, typer.Option(help="Tagger to ask where the words leave it open; `none` for none.")] = "embedded",
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    ocr: Annotated[bool, typer.Option(help="Read letters and numbers in pictures, where an OCR is installed.")] = True,
    ray: Annotated[bool, typer.Option("--ray", help="Work in Ray Data, on RAY_ADDRESS or this computer.")] = False,
    as_json: AsJson = False,
) -> None:
    """Cut the figures of articles into panels with their captions, excerpts, scale and licence. One bad article never ends the run."""
    from fractoscope.agent.command_line.mine_articles import mine_articles

    mine_articles(inputs, out, tuple(licence or ()), tagger, workers, ocr=ocr, as_json=as_json, ray=ray)
