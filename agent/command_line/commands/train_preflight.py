"""`fractoscope train preflight`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def train_preflight(
    recipe: Annotated[str, typer.Argument(metavar="RECIPE", help="Name of a recipe, or a TOML file of your own.")],
    data: Annotated[Path, typer.Option(help="Folder of a dataset version.")],
    out: Annotated[Path, typer.Option(help="Folder where the run will be.")] = Path("tuned"),
    base: Annotated[Path | None, typer.Option(help="Folder of the base; by default the shipped model, or the Hub's cache.")] = None,
    as_json: AsJson = False,
) -> int:
    """Say before a run whether it will fit: token lengths, memory, disk, licences, base; and show what a row teaches."""
    from fractoscope.agent.command_line.fine_tuning import print_preflight

    return print_preflight(recipe, data, out, base, as_json=as_json)
