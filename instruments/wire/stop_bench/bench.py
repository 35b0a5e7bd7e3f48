"""The processes that a stop is measured with."""

from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from time import perf_counter, sleep
from types import TracebackType
from typing import Any, Self

from fractoscope.instruments.errors import ConnectionLost, SemError
from fractoscope.instruments.values import Action, StopReport
from fractoscope.instruments.wire.remote_sem import RemoteSem
from fractoscope.instruments.wire.stop_bench import agent_process, server_process
from fractoscope.instruments.wire.stop_bench.child_process import ChildProcess
from fractoscope.instruments.wire.stop_bench.large_frame import keep_large_frame
from fractoscope.instruments.wire.stop_bench.stopwatch import Moment
from fractoscope.instruments.wire.stop_bench.trial import Trial


class StopBench:
    """An instrument server and an agent, each in a process of its own, and a client here that stops; use it in a `with` statement.

    Parameters
    ----------
    folder
        For the server's files.
    adapter, options
        What is served: the name of an entry point in `fractoscope.microscopes`, and what its factory takes.

    Attributes
    ----------
    uri_file
        Where the server tells its address.
    sem
        The connection of this process; its stop port is open already, as a console's is.
    """

    def __init__(self, folder: Path, adapter: str, options: dict[str, str]) -> None:
        self.uri_file = folder / server_process.URI_FILE
        keep_large_frame(folder / server_process.LEDGER)
        self._numbers = count(1)
        self._open = ExitStack()
        try:
            pairs = [f"{key}={value}" for key, value in options.items()]
            self._server = self._open.enter_context(ChildProcess(server_process.__name__, str(folder), adapter, *pairs))
            self._server.answer()
            self._require_one_clock()
            self.sem = self._open.enter_context(RemoteSem(self.uri_file))
            self.sem.stop()
            self._agent = self._open.enter_context(ChildProcess(agent_process.__name__, str(self.uri_file)))
        except BaseException:
            self._open.close()
            raise

    def attempt(self, action: Action, delay: float, stop: Callable[[], StopReport], *, frozen: bool = False) -> Trial:
        """Have the agent start an action, and stop it.

        Parameters
        ----------
        action
            Long enough to be under way when the stop comes.
        delay
            Seconds from its start to the stop.
        stop
            How.
        frozen
            True to hold the agent's process still from before the stop until after it.

        Raises
        ------
        ConnectionLost
            If `stop` does not get through; the action has been stopped otherwise.
        SemError
            If the action is refused.
        """
        self._start(action)
        sleep(delay)
        self._take_moments()
        if frozen:
            self._agent.freeze()
        called = perf_counter()
        try:
            report = stop()
        except ConnectionLost:
            self.sem.stop()
            self._agent.answer()
            raise
        returned = perf_counter()
        moments = tuple(moment for moment in self._take_moments() if moment.time >= called)
        if frozen:
            self._agent.thaw()
        ended = self._agent.answer()
        refused = self._agent.ask(take_lease=False, **self._request(action))["refused"] if frozen else None
        return Trial(
            called=called,
            returned=returned,
            moments=moments + self._take_moments(),
            report=report,
            after=self.sem.state(),
            ended=ended,
            refused_later=refused,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._open.close()

    def _start(self, action: Action) -> None:
        refused = self._agent.ask(take_lease=True, **self._request(action))["refused"]
        if refused is not None:
            raise SemError(reason=f"the benchmark's {action.kind} was refused: {refused}; try another adapter")

    def _request(self, action: Action) -> dict[str, Any]:
        return {"action": action.model_dump(mode="json"), "action_id": f"stop-bench-{next(self._numbers)}"}

    def _take_moments(self) -> tuple[Moment, ...]:
        return tuple(Moment.model_validate(moment) for moment in self._server.ask()["moments"])

    def _require_one_clock(self) -> None:
        """Refuse to compare clocks that do not agree: this process's must enclose what the server's shows in between."""
        before = perf_counter()
        there = float(self._server.ask()["clock"])
        if not before <= there <= perf_counter():
            raise SemError(reason="the clocks of two processes of this machine differ; a stop cannot be measured across them here")
