"""`fractoscope train lora`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def train_lora(
    recipe: Annotated[str, typer.Argument(metavar="RECIPE", help="Name of a recipe, or a TOML file of your own.")],
    data: Annotated[Path, typer.Option(help="Folder of a dataset version.")],
    out: Annotated[Path, typer.Option(help="Folder of the run; a run that was cut off goes on from there.")] = Path("tuned"),
    base: Annotated[Path | None, typer.Option(help="Folder of the base; by default the shipped model, or the Hub's cache.")] = None,
    as_json: AsJson = False,
) -> None:
    """Fine-tune a model on a dataset, with adapters, by a recipe. May be cut off at any time."""
    from fractoscope.agent.command_line.fine_tuning import train_by_recipe

    train_by_recipe(recipe, data, out, base, as_json=as_json)
