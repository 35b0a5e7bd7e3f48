"""`fractoscope report`."""

from fractoscope.agent.command_line.commands.options import SessionFolder


def report(session: SessionFolder) -> None:
    """Write the report of a session again; prints where the report is."""
    from fractoscope.agent.command_line.output import print_line
    from fractoscope.agent.report import write_report

    print_line(str(write_report(session)))
