"""The report as data: `report.json`."""

from fractoscope.agent.report.document.build_document import build_document
from fractoscope.agent.report.document.report_document import ReportDocument

__all__ = ["ReportDocument", "build_document"]
