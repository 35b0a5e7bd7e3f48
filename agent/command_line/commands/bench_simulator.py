"""`fractoscope bench simulator`."""

from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson

Family = Annotated[str, typer.Option(help="Family of specimens, or `all`.")]


def bench_simulator(
    family: Family = "plate",
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Also time the first frame with nothing compiled, in a process of its own.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Time simulated frames beside the noise alone, in every zone and at field widths from 20 mm to 1 um."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.simulators.first_frame import time_first_frame
    from fractoscope.simulators.simulator_bench import measure_simulator

    result = measure_simulator(family)
    if fresh:
        result["first_frame_s"] = time_first_frame("plate" if family == "all" else family)
    print_result(result, as_json=as_json)
