"""`fractoscope bench report`."""

from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def bench_report(
    frames: Annotated[int, typer.Option(min=1, help="Frames of the session.")] = 5000,
    as_json: AsJson = False,
) -> None:
    """Time the report of a long session, and tell its size and the memory it took."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.agent.report_bench import measure_report

    print_result(measure_report(frames), as_json=as_json)
