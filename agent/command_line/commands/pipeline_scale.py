"""`fractoscope pipeline scale`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def pipeline_scale(
    run: Annotated[
        Path | None, typer.Argument(metavar="[RUN]", help="Folder of a finished `pipeline rehearse`; shipped rates by default.")
    ] = None,
    assumptions: Annotated[Path | None, typer.Option(help="TOML file of what was not measured; shipped figures by default.")] = None,
    cores: Annotated[float, typer.Option(min=0.1, help="That the run had.")] = 2.0,
    as_json: AsJson = False,
) -> None:
    """Work out the run over the whole of PMC's open-access articles from what a run measured here."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.finetune.pipeline.scale.assumptions import load_assumptions
    from fractoscope.finetune.pipeline.scale.measured_rates import measured_rates, shipped_rates
    from fractoscope.finetune.pipeline.scale.project_scale import project_scale

    rates = shipped_rates() if run is None else measured_rates(run, cores)
    print_result(project_scale(rates, load_assumptions(assumptions)), as_json=as_json)
