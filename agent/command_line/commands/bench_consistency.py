"""`fractoscope bench consistency`."""

from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.bench_simulator import Family
from fractoscope.agent.command_line.commands.options import AsJson


def bench_consistency(
    family: Family = "all", seed: Annotated[int, typer.Option(min=0, help="Of the specimens.")] = 0, as_json: AsJson = False
) -> None:
    """Compare simulated frames that overlap, and frames at several field widths about one place."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.simulators.consistency_bench import measure_consistency

    print_result(measure_consistency(family, seed), as_json=as_json)
