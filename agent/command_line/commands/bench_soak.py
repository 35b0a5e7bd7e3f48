"""`fractoscope bench soak`."""

from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def bench_soak(
    frames: Annotated[int, typer.Option(min=4, help="Frames of the session.")] = 2000,
    as_json: AsJson = False,
) -> None:
    """Run a long session of small frames, and tell what grows in the server and in the agent; takes minutes."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.agent.soak import measure_soak

    print_result(measure_soak(frames), as_json=as_json)
