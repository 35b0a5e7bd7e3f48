"""`fractoscope pipeline run`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def pipeline_run(
    plan: Annotated[Path, typer.Argument(metavar="PLAN.toml", help="What the stages are to do.")],
    out: Annotated[Path, typer.Option(help="Folder of the run; a run that was cut off goes on from there.")] = Path("pipeline"),
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    ray: Annotated[bool, typer.Option("--ray", help="Mine and curate in Ray Data.")] = False,
    as_json: AsJson = False,
) -> int:
    """Mine, annotate, curate, fine-tune and evaluate in one run. Status 5 if the adapter does not beat its base."""
    from fractoscope.agent.command_line.run_pipeline import run_by_plan

    return run_by_plan(plan, out, workers, ray=ray, as_json=as_json)
