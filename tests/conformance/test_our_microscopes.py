"""The suite on our own microscopes."""

from fractoscope.instruments.conformance import ConformanceReport, Outcome


def test_every_property_holds(report: ConformanceReport):
    """Pins an adapter or a server of ours that stopped doing what is asked of everybody else's."""
    failed = [f"{result.topic}: {result.name}: {result.seen}" for result in report.properties if result.outcome is Outcome.FAILED]
    assert not failed, "\n".join(failed)
    assert report.conforms
