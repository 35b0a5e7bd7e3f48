"""A report as a person reads it."""

from fractoscope.instruments.conformance.conformance_report import ConformanceReport
from fractoscope.instruments.conformance.outcome import Outcome, PropertyResult
from fractoscope.instruments.values import quantity_text

SIGNS = {Outcome.PASSED: "passed   ", Outcome.FAILED: "FAILED   ", Outcome.NOT_SHOWN: "not shown"}


def result_line(result: PropertyResult) -> str:
    """Return one property with what was seen."""
    line = f"{SIGNS[result.outcome]}  {result.topic}: {result.name}"
    return f"{line} - {result.seen}" if result.seen else line


def closing_lines(report: ConformanceReport) -> list[str]:
    """Return what stands below the properties; the last line has the counts."""
    dose = "an unknown charge" if report.dose is None else quantity_text(report.dose, "C")
    lines = [f"{report.moves} moves and {report.frames} frames put {dose} on the specimen"]
    if report.interrupted:
        lines.append("the operator ended the run early; what is not listed was not looked at")
    if not report.at_rest:
        lines.append("the microscope was NOT FOUND AT REST after the run: go and look at it")
    counts = ", ".join(f"{report.count(outcome)} {outcome}" for outcome in Outcome)
    kind = "simulated" if report.simulated else "real"
    return [*lines, f"{report.instrument} ({kind}), suite version {report.suite_version}: {counts}"]
