"""`fractoscope bench transport`."""

from fractoscope.agent.command_line.commands.options import AsJson


def bench_transport(as_json: AsJson = False) -> None:
    """Time frames over the wire beside a raw TCP transfer."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.instruments.wire.transport_bench import measure_transport

    print_result(measure_transport(), as_json=as_json)
