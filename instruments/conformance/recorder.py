"""From pytest's reports to the suite's."""

import re
from collections.abc import Callable, Set

import pytest

from fractoscope.instruments.conformance.outcome import Outcome, PropertyResult


class Recorder:
    """A pytest plugin that keeps one result for each property, and calls a run off when something vital failed.

    Parameters
    ----------
    topics
        What to look at: topics, or single properties as "topic: name".
    tell
        Called with each result as it comes.

    Attributes
    ----------
    results
        In the order of the run.
    faults
        What kept properties from being collected: a fault of the suite.
    interrupted
        True once the operator ended the run.
    """

    def __init__(self, topics: Set[str], tell: Callable[[PropertyResult], None]) -> None:
        self._topics = topics
        self._tell = tell
        self._vital_failure = ""
        self._vital: set[str] = set()
        self._seen: dict[str, pytest.TestReport] = {}
        self.results: list[PropertyResult] = []
        self.faults: list[str] = []
        self.interrupted = False

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a module of properties that cannot be loaded."""
        if report.failed:
            self.faults.append(report.longreprtext)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what was not asked for."""
        items[:] = [item for item in items if self._topics & {*_names(item.nodeid)}]

    def pytest_keyboard_interrupt(self) -> None:
        """Note that the operator ended the run."""
        self.interrupted = True

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Leave out what acts once something vital failed."""
        if item.get_closest_marker("vital") is not None:
            self._vital.add(item.nodeid)
        if self._vital_failure:
            pytest.skip(f"not tried, because this failed: {self._vital_failure}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the worst of a property's three phases, and tell after the last."""
        worst = self._seen.get(report.nodeid)
        if worst is None or (worst.passed and not report.passed) or (worst.skipped and report.failed):
            self._seen[report.nodeid] = report
        if report.when == "teardown":
            result = _result(self._seen.pop(report.nodeid))
            if result.outcome is Outcome.FAILED and report.nodeid in self._vital:
                self._vital_failure = result.name
            self.results.append(result)
            self._tell(result)


def sentence(function: str) -> str:
    """Return the name of a property function, with the parameter in brackets if it has one, as a sentence."""
    name, _, parameter = function.partition("[")
    text = name.removeprefix("test_").replace("_", " ")
    return f"{text} ({parameter.rstrip(']')})" if parameter else text


def _names(nodeid: str) -> tuple[str, str]:
    """Return the topic of a property, and topic and sentence together."""
    path, _, function = nodeid.partition("::")
    topic = path.rpartition("/")[2].removesuffix(".py")
    return topic, f"{topic}: {sentence(function)}"


def _result(report: pytest.TestReport) -> PropertyResult:
    topic, whole = _names(report.nodeid)
    name = whole.removeprefix(f"{topic}: ")
    if report.passed:
        return PropertyResult(topic=topic, name=name, outcome=Outcome.PASSED)
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
        return PropertyResult(topic=topic, name=name, outcome=Outcome.NOT_SHOWN, seen=_one_line(reason))
    crash = getattr(report.longrepr, "reprcrash", None)
    seen = crash.message if crash is not None else report.longreprtext
    # What the property says, or what was compared, stands first; pytest adds where each value came from.
    seen = seen.partition("\nassert ")[0].partition("\n +  where ")[0]
    return PropertyResult(topic=topic, name=name, outcome=Outcome.FAILED, seen=_one_line(seen))


def _one_line(text: str) -> str:
    line = re.sub(r"DID NOT RAISE <class '(?:\w+\.)*(\w+)'>", r"it was not refused with \1", " ".join(text.split()))
    return line.removeprefix("Skipped: ").removeprefix("Failed: ").removeprefix("AssertionError: ")
