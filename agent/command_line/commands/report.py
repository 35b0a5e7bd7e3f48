"""`fractoscope report`."""

from fractoscope.agent.command_line.commands.options import BrandFolder, SessionFolder


def report(session: SessionFolder, brand: BrandFolder = None) -> None:
    """Write the report of a session again; prints where the report is."""
    from fractoscope.agent.command_line.output import print_line
    from fractoscope.agent.report import write_report
    from fractoscope.agent.report.brand import read_brand

    print_line(str(write_report(session, read_brand(brand) if brand is not None else None)))
