"""How long the report of a long session takes, and how large it becomes."""

from fractoscope.agent.report_bench.measure_report import measure_report

__all__ = ["measure_report"]
