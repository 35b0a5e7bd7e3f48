"""`fractoscope pipeline rehearse`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def pipeline_rehearse(
    out: Annotated[Path, typer.Option(help="Folder of the run; a run that was cut off goes on from there.")] = Path("rehearsal"),
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    ray: Annotated[bool, typer.Option("--ray", help="Mine and curate in Ray Data.")] = False,
    as_json: AsJson = False,
) -> int:
    """Go the whole road over made-up articles, with a teacher here that errs. Status 5 if the adapter does not beat its base."""
    from fractoscope.agent.command_line.run_pipeline import run_by_plan

    return run_by_plan(None, out, workers, ray=ray, as_json=as_json)
