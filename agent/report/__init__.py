"""The hand-over for people: one self-contained page whose every statement links to frames."""

from fractoscope.agent.report.report_content import ReportContent
from fractoscope.agent.report.write_report import write_content, write_report

__all__ = ["ReportContent", "write_content", "write_report"]
