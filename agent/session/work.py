"""One run of a session: from opened to handed over, however it ends."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from fractoscope.agent.belief import BeliefMap
from fractoscope.agent.graph import Helm, Knowledge, SessionContext, run_graph
from fractoscope.agent.journal import Journal, Kind, RecordUnwritable
from fractoscope.agent.mission import Mission
from fractoscope.agent.oversight import Pulse, WishesReader
from fractoscope.agent.policy import Policy
from fractoscope.agent.progress import Progress
from fractoscope.agent.recovery import FaultWord, Remedy, word_of
from fractoscope.agent.session.hand_over import hand_over
from fractoscope.agent.session.mending import Mending
from fractoscope.agent.session.session_error import SessionError
from fractoscope.agent.session.session_file import SessionFile
from fractoscope.agent.session.session_folder import SessionFolder
from fractoscope.agent.session.steady_sem import Reconnectable, SteadySem
from fractoscope.agent.session.working_time import working_time
from fractoscope.instruments.errors import BadFile, ConnectionLost, NotInControl, NotPermitted, OperationCancelled, SemError
from fractoscope.instruments.files import write_frame
from fractoscope.instruments.protocols import Clock, Microscope
from fractoscope.instruments.values import Frame
from fractoscope.model.tagger import Tagger


def work(
    folder: SessionFolder,
    session: SessionFile,
    mission: Mission,
    microscope: Reconnectable,
    tagger: Tagger,
    policy: Policy,
    progress: Progress,
    clock: Clock,
    gone: Callable[[], bool] = lambda: False,
) -> SessionFile:
    """Run the graph until it ends, record how, and write the hand-over. If it ends otherwise than asked, the instrument is stopped.

    Parameters
    ----------
    folder, session, mission, microscope, tagger, policy, progress, clock
        What a session consists of.
    gone
        Tells that the instrument server has ended for good.

    Returns
    -------
    SessionFile
        With the outcome, completed or budget; other ends raise after they are recorded.

    Raises
    ------
    KeyboardInterrupt, OperationCancelled
        If somebody stopped the session (outcome aborted); the instrument was stopped.
    Exception
        Whatever ended it otherwise (outcome failed).
    """
    with Journal(folder.journal, clock) as journal:
        journal.verify(session.head)
        _require_same_ledger(journal, microscope, folder)
        before, began = working_time(journal), clock.monotonic()
        facility = None if session.facility is None else session.facility.model_dump(mode="json")
        opened = {"event": "opened", "simulated": session.simulated, "session_id": session.session_id, "facility": facility}
        journal.append(Kind.SESSION, opened)
        knowledge = Knowledge(BeliefMap(mission.area, tagger.features), policy)
        knowledge.recall(journal)
        session = session.replace(outcome="running", error="")
        session.write(folder)
        if knowledge.frames:
            progress.event(f"resumed after frame {knowledge.frames}")
        try:
            steady = SteadySem(microscope, clock, gone, lambda mending: _record_mending(journal, progress, mending))
            with (
                _terminate_as_interrupt(),
                Pulse(folder.pulse, clock, os.getpid()) as pulse,
                Helm(steady, session.session_id, clock, renewer=microscope) as helm,
            ):
                context = SessionContext(
                    session_id=session.session_id,
                    mission=mission,
                    folder=folder.path,
                    microscope=steady,
                    capabilities=microscope.describe(),
                    helm=helm,
                    tagger=tagger,
                    knowledge=knowledge,
                    journal=journal,
                    wishes=WishesReader(journal, mission.oversight.mode),
                    pulse=pulse,
                    clock=clock,
                    elapsed=lambda: before + clock.monotonic() - began,
                    keep_frame=_keep,
                    progress=progress,
                )
                outcome = run_graph(folder.checkpoints, context)
        except (KeyboardInterrupt, OperationCancelled) as stop:
            left = _bring_to_rest(microscope)
            _record_stop(journal, stop, left)
            session = session.replace(outcome="aborted", error=_line(stop))
            _conclude_if_possible(folder, session, mission, journal, knowledge, progress, left)
            progress.event(f"stopped; `fractoscope resume {folder.path}` goes on")
            raise
        except Exception as error:
            left = _leave(microscope, session.session_id, error)
            _record_fault(journal, error)
            session = session.replace(outcome="failed", error=_line(error))
            _conclude_if_possible(folder, session, mission, journal, knowledge, progress, left)
            progress.event(f"failed; `fractoscope resume {folder.path}` goes on once the cause is removed")
            raise
        return _conclude(folder, session.replace(outcome=outcome), mission, journal, knowledge)


def _conclude(
    folder: SessionFolder,
    session: SessionFile,
    mission: Mission,
    journal: Journal,
    knowledge: Knowledge,
    left: dict[str, Any] | None = None,
) -> SessionFile:
    ended = {"event": "closed", "outcome": session.outcome, "error": session.error, "simulated": session.simulated, "left": left}
    journal.append(Kind.SESSION, ended)
    try:
        hand_over(folder, session, mission, journal, knowledge, left)
        session = session.replace(head=journal.head)
        session.write(folder)
        _write_report(folder.path)
    except OSError as error:
        raise RecordUnwritable(str(error.filename or folder.path), error.strerror or str(error)) from error
    return session


def _conclude_if_possible(
    folder: SessionFolder,
    session: SessionFile,
    mission: Mission,
    journal: Journal,
    knowledge: Knowledge,
    progress: Progress,
    left: dict[str, Any],
) -> None:
    """Conclude, and let nothing that goes wrong in it hide why the session ended."""
    try:
        _conclude(folder, session, mission, journal, knowledge, left)
    except RecordUnwritable as error:
        progress.event(f"the hand-over is not written: {error}")


def write_missing_report(path: Path) -> None:
    """Write the report of a session that ended while its disk was full; one that is there stays."""
    if not (path / "report.html").exists():
        _write_report(path)


def _write_report(path: Path) -> None:
    from fractoscope.agent.report import write_report

    write_report(path)


def _require_same_ledger(journal: Journal, microscope: Microscope, folder: SessionFolder) -> None:
    """Refuse an instrument server that does not know what this session did: it could do it a second time."""
    done = [entry for entry in journal.entries(Kind.ACTION) if entry.payload["phase"] == "done"]
    if not done:
        return
    try:
        microscope.wait(done[-1].key, 0.0)
    except ConnectionLost:
        raise
    except SemError as error:
        reason = (
            f"the instrument server does not know action {done[-1].key}; start it over the effect ledger it had, or begin a new session"
        )
        raise SessionError(str(folder.path), "", reason) from error


def _bring_to_rest(microscope: Microscope) -> dict[str, Any]:
    """Stop, and return the state that is left, or why it is unknown: without a link the lease runs out and does it."""
    try:
        return microscope.stop().model_dump(mode="json")
    except SemError as error:
        return error.to_dict()


def _leave(microscope: Microscope, holder: str, error: Exception) -> dict[str, Any]:
    """Stop a microscope that is nobody else's, and return the state that is left: who took over is not stopped by those who failed."""
    if isinstance(error, NotPermitted):
        # It was never this session's to leave in any state.
        return error.to_dict()
    if isinstance(error, ConnectionLost):
        # Nobody can be asked who is in control; the stop port may answer all the same.
        return _bring_to_rest(microscope)
    try:
        lease = microscope.state().lease
    except SemError:
        lease = None
    # Where certificates are asked for, the name in it stands before the one that was claimed.
    if lease is not None and lease.holder.rpartition("/")[2] != holder:
        return NotInControl(fence=0, holder=lease.holder, role=lease.role.value, note=lease.note).to_dict()
    return _bring_to_rest(microscope)


def _record_stop(journal: Journal, stop: BaseException, left: dict[str, Any]) -> None:
    by = "keyboard" if isinstance(stop, KeyboardInterrupt) else "instrument"
    with suppress(RecordUnwritable):  # the stop itself is done, and is what the caller goes on to report
        journal.append(Kind.OPERATOR, {"command": "stop", "by": by, "report": left})


def _record_fault(journal: Journal, error: Exception) -> None:
    """Write down what ended the session, unless its step has done so."""
    payload = error.to_dict() if isinstance(error, SemError) else {"error": type(error).__name__}
    recorded = journal.entries(Kind.FAULT)
    if recorded and recorded[-1].payload.get("ends_session") and recorded[-1].payload["error"] == payload:
        return
    fault = {"fault": word_of(error).value, "error": payload, "text": _line(error), "remedy": Remedy.STOP.value, "ends_session": True}
    try:
        journal.append(Kind.FAULT, fault)
    except RecordUnwritable:
        # The disk is what failed; the error that is raised says so.
        return


def _record_mending(journal: Journal, progress: Progress, mending: Mending) -> None:
    fault = {
        "fault": FaultWord.LINK_LOST.value,
        "text": f"{mending.text}; done about it: {Remedy.RECONNECT.text}",
        "remedy": Remedy.RECONNECT.value,
        "ends_session": False,
        "tries": mending.tries,
    }
    journal.append(Kind.FAULT, fault)
    progress.event(mending.text)


def _keep(frame: Frame, path: Path) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        write_frame(frame, path)
    except BadFile as error:
        raise RecordUnwritable(str(path), error.reason) from error
    except OSError as error:
        raise RecordUnwritable(str(path), error.strerror or str(error)) from error


def _line(error: BaseException) -> str:
    return " ".join((str(error) or type(error).__name__).split())


@contextmanager
def _terminate_as_interrupt() -> Iterator[None]:
    """Let a request to terminate end the session in good order, like Ctrl-C; only the main thread may ask for that."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, interrupt)
    except ValueError:
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
