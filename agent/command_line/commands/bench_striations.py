"""`fractoscope bench striations`."""

from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.bench_simulator import Family
from fractoscope.agent.command_line.commands.options import AsJson


def bench_striations(
    family: Family = "all",
    seeds: Annotated[int, typer.Option(min=1, help="Specimens of each family.")] = 3,
    as_json: AsJson = False,
) -> None:
    """Compare the striations that the simulator's truth tells of with the Fourier transform of its frames."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.simulators.striation_bench import measure_striations

    print_result(measure_striations(family, seeds), as_json=as_json)
