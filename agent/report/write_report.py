"""Making the report of a session."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from fractoscope.agent.report.brand import Brand
from fractoscope.agent.report.document import build_document
from fractoscope.agent.report.page import render
from fractoscope.agent.report.report_content import ReportContent, report_content
from fractoscope.agent.report.session_record import read_record


def write_report(folder: Path, brand: Brand | None = None) -> Path:
    """Write `report.html` and `report.json` into a session's folder and return the page's path; nothing else there is changed.

    The session may be finished, stopped, broken off or running. A frame that is missing or damaged is reported in its place.

    Raises
    ------
    SessionError
        If the folder holds no session.
    OSError
        If one cannot be written; an earlier one stays as it was.
    """
    return write_content(report_content(read_record(folder), brand), folder)


def write_content(content: ReportContent, folder: Path, without_file: Iterable[str] = ()) -> Path:
    """Write a gathered report into a folder and return the page's path.

    Parameters
    ----------
    content
        What to show.
    folder
        Where the page and its data go.
    without_file
        Files of frames that will not lie beside the page.
    """
    page = folder / "report.html"
    _write(folder / "report.json", (build_document(content).model_dump_json(indent=1), "\n"))
    _write(page, render(replace(content, without_file=frozenset(without_file))))
    return page


def _write(path: Path, pieces: Iterable[str]) -> None:
    """Write a text piece by piece, so that the file is whole at every moment."""
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(pieces)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
