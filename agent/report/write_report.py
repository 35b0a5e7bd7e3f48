"""Making the report of a session."""

from pathlib import Path

from fractoscope.agent.report.page import render
from fractoscope.agent.report.report_content import report_content
from fractoscope.agent.report.session_record import read_record


def write_report(folder: Path) -> Path:
    """Write `report.html` into a session's folder and return its path; nothing else in the folder is changed.

    The session may be finished, stopped, broken off or running. A frame that is missing or damaged is reported in its place.

    Raises
    ------
    SessionError
        If the folder holds no session.
    OSError
        If the page cannot be written; an earlier one stays as it was.
    """
    page = render(report_content(read_record(folder)))
    path = folder / "report.html"
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_text(page, encoding="utf-8")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path
