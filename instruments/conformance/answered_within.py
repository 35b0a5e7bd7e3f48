"""Calls that must not wait."""

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

import pytest

Answer = TypeVar("Answer")


def answered_within(seconds: float, call: Callable[[], Answer], what: str) -> Answer:
    """Return the answer of a call, or fail if it does not come in time; the call is then left behind in its thread.

    Parameters
    ----------
    seconds
        Real time.
    call
        Of the microscope.
    what
        Named in the failure.
    """
    answers: queue.SimpleQueue[tuple[Answer | None, BaseException | None]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put((call(), None))
        except BaseException as error:  # noqa: BLE001 - handed to the caller, in whose thread it is raised again
            answers.put((None, error))

    threading.Thread(target=ask, name="conformance-question", daemon=True).start()
    try:
        answer, error = answers.get(timeout=seconds)
    except queue.Empty:
        pytest.fail(f"{what} gave no answer within {seconds:g} s")
    if error is not None:
        raise error
    return answer  # type: ignore[return-value]  # an answer is there whenever no error is
