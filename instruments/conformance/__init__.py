"""The suite that every microscope must pass: run by whoever writes an adapter, and by a lab before it trusts one.

The properties are pytest functions in `properties`. pytest is loaded by `run_conformance` and by nothing before it.
"""

from fractoscope.instruments.conformance.conformance_report import ConformanceReport
from fractoscope.instruments.conformance.neighbourhood import Neighbourhood
from fractoscope.instruments.conformance.outcome import Outcome, PropertyResult
from fractoscope.instruments.conformance.run_conformance import run_conformance
from fractoscope.instruments.conformance.subject import Subject

__all__ = ["ConformanceReport", "Neighbourhood", "Outcome", "PropertyResult", "Subject", "run_conformance"]
