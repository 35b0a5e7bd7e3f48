"""The last lines of a session's command."""

import json
from pathlib import Path

from fractoscope.agent.command_line.exit_status import DONE, FAILED, STOPPED
from fractoscope.agent.command_line.output import print_error, print_line

STATUS_BY_OUTCOME = {"completed": DONE, "budget": DONE, "aborted": STOPPED, "failed": FAILED}
"""A spent budget is a session done as asked."""


def announce(folder: Path) -> int:
    """Print where the report and, last, the session are; return the status for the outcome that its summary tells."""
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    report = folder / "report.html"
    print_line(f"outcome: {summary['outcome']}, {summary['frames']} frames")
    if report.exists():
        print_line(f"report: {report}")
    print_line(str(folder))
    status = STATUS_BY_OUTCOME[summary["outcome"]]
    if status == FAILED:
        print_error(f"the session failed after {summary['frames']} frames; its journal says why, `fractoscope resume {folder}` goes on")
    return status
