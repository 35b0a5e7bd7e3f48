"""`fractoscope bench tagging`."""

from fractoscope.agent.command_line.commands.options import AsJson


def bench_tagging(as_json: AsJson = False) -> None:
    """Time the embedded tagger."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.model.embedded.tagging_bench import measure_tagging

    print_result(measure_tagging(), as_json=as_json)
