"""`fractoscope bench simulator`."""

from fractoscope.agent.command_line.commands.options import AsJson


def bench_simulator(as_json: AsJson = False) -> None:
    """Time simulated frames beside the noise alone, at several field widths."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.simulators.simulator_bench import measure_simulator

    print_result(measure_simulator(), as_json=as_json)
