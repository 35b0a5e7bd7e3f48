"""`fractoscope bench loop`."""

from fractoscope.agent.command_line.commands.options import AsJson


def bench_loop(as_json: AsJson = False) -> None:
    """Time the agent's own cost a step, without instrument and model."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.agent.loop_bench import measure_loop

    print_result(measure_loop(), as_json=as_json)
