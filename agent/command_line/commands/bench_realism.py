"""`fractoscope bench realism`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def bench_realism(
    pictures: Annotated[Path, typer.Option(help="Folder of real micrographs with a labels.csv.")],
    places: Annotated[int, typer.Option(min=3, max=200, help="Rendered places of each kind.")] = 16,
    seed: Annotated[int, typer.Option(min=0, help="What the places are drawn from.")] = 0,
    figures: Annotated[Path | None, typer.Option(help="Folder for spectra and rendered samples; no real picture is copied.")] = None,
    as_json: AsJson = False,
) -> None:
    """Hold statistics of rendered fractures against those of real micrographs."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.agent.command_line.steps import step_progress
    from fractoscope.simulators.realism_bench.measure_realism import measure_realism

    with step_progress("picture") as progress:
        print_result(measure_realism(pictures, places=places, seed=seed, figures=figures, progress=progress), as_json=as_json)
