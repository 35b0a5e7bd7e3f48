"""`fractoscope bench stop`."""

from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def bench_stop(
    trials: Annotated[int, typer.Option(min=1, help="Stops of each case.")] = 200,
    as_json: AsJson = False,
) -> None:
    """Time how long a stop takes to halt the stage, end the scan and blank the beam, whatever else goes on."""
    import sys

    from fractoscope.agent.command_line.output import print_result
    from fractoscope.agent.command_line.stop_sem import stop_sem
    from fractoscope.instruments.wire.stop_bench.measure_stop import measure_stop

    program = "import sys; from fractoscope.agent.command_line.main import main; sys.exit(main())"
    command = [sys.executable, "-P", "-c", program, "sem", "stop", "--json", "--uri-file"]
    print_result(measure_stop(trials, stop_anew=stop_sem, command=command), as_json=as_json)
