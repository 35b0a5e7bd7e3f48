"""`fractoscope twin surveys`."""

from pathlib import Path
from typing import Annotated

import typer


def twin_surveys(
    out: Annotated[Path, typer.Option(help="Folder of the surveys; must be empty or new.")] = Path("surveys"),
    seed: Annotated[int, typer.Option(min=0, help="What specimens and their order are drawn from.")] = 0,
    count: Annotated[int, typer.Option(min=1, max=99, help="Surveys to render.")] = 20,
) -> None:
    """Render surveys under neutral names, with sealed answers, for a blind reading of where cracks began."""
    from fractoscope.agent.command_line.output import print_line
    from fractoscope.agent.command_line.steps import step_progress
    from fractoscope.simulators.blind_reading.render_surveys import render_surveys

    with step_progress("survey") as progress:
        render_surveys(out, count=count, seed=seed, progress=progress)
    print_line(str(out))
