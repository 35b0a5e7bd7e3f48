"""One run of the suite."""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from fractoscope.instruments.conformance.conformance_report import ConformanceReport
from fractoscope.instruments.conformance.neighbourhood import Neighbourhood
from fractoscope.instruments.conformance.outcome import PropertyResult
from fractoscope.instruments.conformance.subject import Subject
from fractoscope.instruments.errors import Busy, ConnectionLost, NotInControl, SemError
from fractoscope.instruments.values import MoveStage, SetBeam, StopReport

if TYPE_CHECKING:
    from fractoscope.instruments.conformance.bench import Bench
    from fractoscope.instruments.values import BeamSettings

log = logging.getLogger(__name__)

TOPICS = ("description", "limits", "stop", "moves", "frames", "pictures", "control", "operations", "abilities", "wire")
"""In the order in which they are looked at: what must hold before anything moves comes first, what changes the beam comes late."""

FOLDER = Path(__file__).parent


def require_pytest() -> None:
    """Refuse to run where pytest is not installed, or where Python leaves assertions out.

    Raises
    ------
    SemError
        With the way out.
    """
    if not __debug__:
        raise SemError(reason="Python runs with -O, which leaves out what the conformance suite asserts; run it without")
    if find_spec("pytest") is None:
        raise SemError(reason="the conformance suite needs pytest, which is not installed; run: pip install 'fractoscope[conformance]'")


def run_conformance(
    subject: Subject,
    place: Neighbourhood,
    *,
    topics: Sequence[str] = TOPICS,
    tell: Callable[[PropertyResult], None] = lambda _: None,
) -> ConformanceReport:
    """Look at every property of a microscope, and leave it at rest, where it was, with the beam set as it was.

    Parameters
    ----------
    subject
        The microscope.
    place
        Where to work, and how far around it.
    topics
        What to look at: of `TOPICS`, or single properties as "topic: name".
    tell
        Called with each result as it comes.

    Returns
    -------
    ConformanceReport
        Also after Ctrl-C, which ends the run early and leaves the microscope at rest where it then stands.

    Raises
    ------
    SemError
        If pytest is missing, or the suite itself is broken.
    NotInControl, Busy
        If somebody uses the microscope; nothing was done then.
    """
    require_pytest()
    import pytest

    from fractoscope.instruments.conformance.bench import Bench
    from fractoscope.instruments.conformance.fixtures import Fixtures
    from fractoscope.instruments.conformance.recorder import Recorder

    require_free(subject)
    before = subject.microscope.state()
    started = datetime.now(UTC)
    bench = Bench(subject, place, f"conformance-{started:%Y%m%dT%H%M%S%f}")
    recorder = Recorder(set(topics), tell)
    files = [str(FOLDER / "properties" / f"{topic}.py") for topic in TOPICS if topic in {name.partition(":")[0] for name in topics}]
    settings = ["-c", str(FOLDER / "pytest.ini"), "--rootdir", str(FOLDER), "--import-mode=importlib", "--disable-plugin-autoload"]
    quiet = [
        word
        for name in ("terminal", "cacheprovider", "faulthandler", "threadexception", "unraisableexception", "warnings")
        for word in ("-p", f"no:{name}")
    ]
    try:
        with _own_settings():
            status = pytest.main([*settings, *quiet, "--capture=no", *files], plugins=[Fixtures(bench), recorder])
    except BaseException:
        _leave(bench, before.beam, go_home=False)
        raise
    left = _leave(bench, before.beam, go_home=not recorder.interrupted)
    if recorder.faults or status in (pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR):
        raise SemError(reason=f"the conformance suite could not run ({status!s}: {' '.join(recorder.faults)}); reinstall fractoscope")
    capabilities = subject.microscope.describe()
    return ConformanceReport(
        instrument=capabilities.instrument,
        simulated=capabilities.simulated,
        started=started,
        ended=datetime.now(UTC),
        moves=bench.moves,
        frames=bench.frames,
        dose=_dose(subject, before.dose),
        interrupted=recorder.interrupted,
        left=left,
        properties=tuple(recorder.results),
    )


def require_free(subject: Subject) -> None:
    """Refuse to disturb somebody else.

    Raises
    ------
    NotInControl, Busy
        Naming who is in control, or what is running.
    """
    state = subject.microscope.state()
    if state.lease is not None:
        raise NotInControl(fence=0, holder=state.lease.holder, note=state.lease.note)
    if state.operation is not None:
        raise Busy(operation=state.operation)


@contextmanager
def _own_settings() -> Iterator[None]:
    """Keep out what the surroundings tell pytest, such as the selection of somebody's own tests."""
    foreign = {name: os.environ.pop(name) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS") if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(foreign)


def _leave(bench: "Bench", beam: "BeamSettings", *, go_home: bool) -> StopReport | None:
    """Bring the microscope to rest, put back what was changed if that is still wanted, and bring it to rest again."""
    left: StopReport | None = None
    try:
        bench.run_on()
        left = bench.microscope.stop()
        if go_home and left.halted and left.scan_ended and left.blanked:
            left = None  # until it was looked at again
            try:
                _put_back(bench, beam)
            finally:
                left = bench.microscope.stop()
        bench.microscope.release_lease(bench.fence)
    except SemError as error:
        # If it was the stop that got no answer, the report says that nobody knows how the microscope was left.
        log.warning("the end of the run did not go as it should: %s", error)
    return left


def _put_back(bench: "Bench", beam: "BeamSettings") -> None:
    bench.take()
    if bench.place.miss(bench.microscope.state().position, bench.home):
        bench.perform(MoveStage(target=bench.home))
    if "set_beam" in bench.capabilities.abilities and bench.microscope.state().beam != beam:
        bench.perform(SetBeam(beam=beam.replace(blanked=True)))


def _dose(subject: Subject, before: float) -> float | None:
    try:
        return subject.microscope.state().dose - before
    except ConnectionLost:
        return None
