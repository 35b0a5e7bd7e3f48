"""`fractoscope bench simulator`."""

from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def _known(family: str) -> str:
    """Refuse a family that there is not, before anything is measured."""
    from fractoscope.simulators.specimen.families.registry import FAMILIES
    from fractoscope.simulators.specimen.families.unknown_family import UnknownFamily

    if family != "all" and family not in FAMILIES:
        raise typer.BadParameter(str(UnknownFamily(family, ("all", *FAMILIES))))
    return family


Family = Annotated[str, typer.Option(callback=_known, help="Family of specimens, or `all`.")]


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
