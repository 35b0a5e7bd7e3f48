"""`fractoscope ablate`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def ablate(
    recipe: Annotated[str, typer.Argument(metavar="RECIPE", help="Name of a recipe, or a TOML file of your own.")],
    data: Annotated[Path, typer.Option(help="Folder of a dataset version.")],
    out: Annotated[Path, typer.Option(help="Folder of the ablation; one that was cut off goes on from there.")] = Path("ablation"),
    variants: Annotated[Path | None, typer.Option(help="TOML table of variants; by default the shipped one.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="Name of a variant; may be given several times.")] = None,
    other: Annotated[list[str] | None, typer.Option("--with", metavar="NAME=DIR", help="Another version that variants name.")] = None,
    benchmark: Annotated[Path | None, typer.Option(help="Folder of a benchmark; by default that of the dataset.")] = None,
    base: Annotated[Path | None, typer.Option(help="Folder of the base; by default the shipped model, or the Hub's cache.")] = None,
    as_json: AsJson = False,
) -> None:
    """Train variants of a recipe, score each on the benchmark, and tell what every choice is worth."""
    from fractoscope.agent.command_line.evaluate_benchmark import run_ablation

    run_ablation(recipe, data, out, variants, tuple(only or ()), tuple(other or ()), benchmark, base, as_json=as_json)
