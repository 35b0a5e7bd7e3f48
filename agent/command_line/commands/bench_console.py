"""`fractoscope bench console`."""

from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def bench_console(
    frames: Annotated[int, typer.Option(min=1, help="Frames that arrive, five a second.")] = 100,
    trials: Annotated[int, typer.Option(min=1, help="Stops of each case.")] = 100,
    as_json: AsJson = False,
) -> None:
    """Time how soon a frame shows on a page of the console, and how soon a click on its stop halts the stage."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.agent.console.latency_bench.measure_console import measure_console

    print_result(measure_console(frames, trials), as_json=as_json)
