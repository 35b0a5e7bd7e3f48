"""One worker thread that carries out one operation after another."""

import logging
import queue
import threading
from collections.abc import Callable
from typing import Any

from fractoscope.instruments.errors import HardwareFault, OperationCancelled, OperationTimedOut, SemError
from fractoscope.instruments.server.operation_watch import OperationWatch
from fractoscope.instruments.values import Operation, Phase

log = logging.getLogger(__name__)

Job = Callable[[OperationWatch], dict[str, Any]]
"""Blocks until the action is over and returns its outcome; calls the watch's `begin` just before the adapter."""


class _Running:
    def __init__(self, operation: Operation, watch: OperationWatch, job: Job) -> None:
        self.operation = operation
        self.watch = watch
        self.job = job
        self.ended = False

    @property
    def snapshot(self) -> Operation:
        if self.ended:
            return self.operation
        return self.operation.replace(progress=self.watch.progress)


class OperationRunner:
    """Runs the adapter's blocking calls, always in the same thread (vendor objects belong to the thread that made them).

    Parameters
    ----------
    record
        Writes an ended operation into the ledger before anybody is told, and returns what stands.
    make_safe
        Called from the worker after an operation that did not end well: a vendor's call may have started just after the halt, and a
        driver that fails in mid-scan leaves the beam on.
    """

    def __init__(self, record: Callable[[Operation], Operation], make_safe: Callable[[], None]) -> None:
        self._record = record
        self._make_safe = make_safe
        self._jobs: queue.SimpleQueue[_Running | None] = queue.SimpleQueue()
        self._changed = threading.Condition()
        self._ending = threading.Lock()
        self._running: _Running | None = None
        self._worker = threading.Thread(target=self._work, name="sem-operations", daemon=True)
        self._worker.start()

    @property
    def occupant(self) -> str | None:
        """Action id of what the worker thread is in, even if that was already given up."""
        running = self._running
        return None if running is None else running.operation.action_id

    def snapshot(self, action_id: str) -> Operation | None:
        """Return the operation of that id while it is the present one, else None."""
        running = self._running
        return running.snapshot if running is not None and running.operation.action_id == action_id else None

    def submit(self, operation: Operation, watch: OperationWatch, job: Job) -> Operation:
        """Start a job; the caller has made sure that nothing runs."""
        running = _Running(operation, watch, job)
        self._running = running
        self._jobs.put(running)
        return operation

    def cancel(self, reason: str, action_id: str | None = None) -> str | None:
        """Ask the present operation (or only that of the given id) to end; return its id, or None. Takes no lock."""
        running = self._running
        if running is None or running.ended or action_id not in (None, running.operation.action_id):
            return None
        running.watch.cancel(reason)
        return running.operation.action_id

    def wait(self, action_id: str, timeout: float) -> None:
        """Return when that operation ended, or after `timeout` seconds of real time."""
        with self._changed:
            self._changed.wait_for(lambda: self._has_ended(action_id), timeout)

    def wait_idle(self, timeout: float) -> bool:
        """Return True as soon as the worker is free, or False after `timeout` seconds of real time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._running is None, timeout)

    def give_up(self, grace: float) -> bool:
        """End an operation whose adapter is `grace` seconds past its deadline; the worker stays occupied until the adapter returns.

        Returns
        -------
        bool
            True if an operation was given up now.
        """
        running = self._running
        if running is None or running.ended or running.watch.overdue_by < grace:
            return False
        error = OperationTimedOut(action_id=running.operation.action_id, timeout=running.operation.timeout)
        self._end(running, running.snapshot.replace(phase=Phase.TIMED_OUT, error=error.to_dict()), free=False)
        return True

    def close(self, timeout: float = 5.0) -> None:
        """Let the worker thread end after the present operation."""
        self._jobs.put(None)
        self._worker.join(timeout)

    def _has_ended(self, action_id: str) -> bool:
        running = self._running
        return running is None or running.ended or running.operation.action_id != action_id

    def _work(self) -> None:
        while (running := self._jobs.get()) is not None:
            ended = self._attempt(running)
            if running.watch.must_end or ended.phase is not Phase.DONE:
                self._make_safe()
            self._end(running, ended, free=True)

    def _attempt(self, running: _Running) -> Operation:
        watch = running.watch
        try:
            outcome = running.job(watch)
            # A halted stage may return in good order, short of its target: that is no "done".
            watch.raise_if_cancelled()
        except OperationCancelled as error:
            return self._failure(running, Phase.CANCELLED, error)
        except OperationTimedOut as error:
            return self._failure(running, Phase.TIMED_OUT, error)
        except SemError as error:
            return self._failure(running, Phase.FAILED, error)
        except Exception as error:
            log.exception("the adapter failed in %s", running.operation.action_id)
            return self._failure(running, Phase.FAILED, HardwareFault(vendor_code=type(error).__name__, vendor_text=str(error)))
        return running.snapshot.replace(phase=Phase.DONE, progress=1.0, outcome=outcome)

    def _failure(self, running: _Running, phase: Phase, error: SemError) -> Operation:
        phase = phase if running.watch.begun else Phase.NEVER_RAN
        return running.snapshot.replace(phase=phase, error=error.to_dict())

    def _end(self, running: _Running, operation: Operation, *, free: bool) -> None:
        # A lock of its own around the disk, so that a stop that waits for the change cannot be held up by it.
        with self._ending:
            stands = running.operation if running.ended else self._record(operation)
            with self._changed:
                running.operation = stands
                running.ended = True
                if free:  # together with the end, since whoever sees it may start the next action at once
                    self._running = None
                self._changed.notify_all()
