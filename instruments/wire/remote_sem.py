"""A microscope behind the wire, used like one in the same process."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self, TypeVar

from fractoscope.instruments.errors import ConnectionLost, SemError, error_from_dict
from fractoscope.instruments.values import Action, Capabilities, Frame, Lease, Operation, Role, SemState, StopReport, Ticket
from fractoscope.instruments.wire.frame_header import FrameHeader
from fractoscope.instruments.wire.link import is_late
from fractoscope.instruments.wire.link_pool import LinkPool
from fractoscope.instruments.wire.sem_service import LONGEST_WAIT
from fractoscope.instruments.wire.server_address import ServerAddress

Answer = TypeVar("Answer")

STOP_PATIENCE = 8.0
"""Seconds that a stop may take beyond the timeout: the server waits twice 2 s for a vendor's call and 2 s for the read-back."""


PLAN_PATIENCE = 60.0
"""Seconds that the check of a plan may take beyond the timeout: each of its moves may need a proof of its own."""


class RemoteSem:
    """A `Microscope` that lives in another process; any thread may use it.

    Reads are asked again once over a new connection if the old one broke. Calls that act never are: after one of them got no answer,
    what it did is unknown, and acting goes on only after `reconnect`.

    Parameters
    ----------
    server
        The URI file of the server, or its address.
    timeout
        Seconds within which the server must answer.
    tls
        Folder with this client's certificate, as `fractoscope sem certs` makes it; None for a server without TLS on this machine.

    Raises
    ------
    ConnectionLost
        If no server is there, or one side does not accept the other's certificate.
    BadFile
        If the folder is not a client's, or its certificate is not in force.
    SemError
        If the server is on another machine, or asks for a certificate, and there is none.
    """

    def __init__(self, server: Path | ServerAddress, *, timeout: float = 5.0, tls: Path | None = None) -> None:
        self._where = server
        self._timeout = timeout
        self._tls = tls
        self._lost: ConnectionLost | None = None
        self._open()
        self._capabilities = self._describe()

    def describe(self) -> Capabilities:
        """Return what the microscope can do, as read when the connection was made."""
        return self._capabilities

    def state(self) -> SemState:
        """Return what the microscope is doing now."""
        return SemState.model_validate(self._read("state"))

    def take_lease(self, holder: str, role: Role, note: str = "", time_to_live: float = 30.0) -> Lease:
        """Take control, or raise `NotInControl` naming the holder if that one ranks as high."""
        return Lease.model_validate(self._act("take_lease", holder, Role(role).value, note, time_to_live))

    def renew_lease(self, fence: int) -> Lease:
        """Say that the holder is alive, or raise `NotInControl`."""
        return Lease.model_validate(self._read("renew_lease", fence))

    def release_lease(self, fence: int) -> None:
        """Give control back; releasing an outdated lease does nothing."""
        self._read("release_lease", fence)

    def check(self, action: Action) -> None:
        """Raise what `start` would raise because of limits or interlocks, and do nothing else."""
        self._read("check", action.model_dump(mode="json"))

    def check_plan(self, actions: Sequence[Action]) -> tuple[SemError | None, ...]:
        """Return for each step of a plan what `start` would raise by then, or None, and do nothing else."""
        refusals = self._read("check_plan", [action.model_dump(mode="json") for action in actions], patience=PLAN_PATIENCE)
        return tuple(None if refusal is None else error_from_dict(refusal) for refusal in refusals)

    def start(self, action: Action, ticket: Ticket) -> Operation:
        """Start an action once; the same ticket again returns the recorded operation."""
        return Operation.model_validate(self._act("start", action.model_dump(mode="json"), ticket.model_dump(mode="json")))

    def wait(self, action_id: str, timeout: float) -> Operation:
        """Return when the operation ended or after `timeout` seconds, in calls of at most `LONGEST_WAIT` seconds."""
        deadline = time.monotonic() + timeout
        while True:
            share = min(max(deadline - time.monotonic(), 0.0), LONGEST_WAIT)
            operation = Operation.model_validate(self._read("wait", action_id, share, patience=share))
            if operation.phase.ended or time.monotonic() >= deadline:
                return operation

    def cancel(self, action_id: str, fence: int) -> Operation:
        """End an operation early; does nothing if it has ended. Raises `NotInControl` for an outdated fence."""
        return Operation.model_validate(self._act("cancel", action_id, fence, patience=STOP_PATIENCE))

    def frame(self, frame_id: str) -> Frame:
        """Return the frame that an acquisition made, or raise `StaleFrame`. The pixels are the caller's own."""
        return self._twice(lambda: self._fetch(frame_id))

    def stop(self) -> StopReport:
        """Halt the stage, end the scan, blank the beam, and say what state is left; through a port of its own."""
        try:
            report = self._stops.link.call("stop", patience=STOP_PATIENCE)
        except ConnectionLost:
            report = self._links.link.call("stop", patience=STOP_PATIENCE)
        return StopReport.model_validate(report)

    def keep_stop_open(self) -> None:
        """Have the calling thread's connection to the stop port stand, so that a stop from it needs to make none.

        To be called every few seconds. The microscope is not asked, so a vendor's call that hangs does not hold up the stop behind it.

        Raises
        ------
        ConnectionLost
            If the stop port does not answer.
        """
        self._stops.link.keep_open()

    def reconnect(self) -> SemState:
        """Connect anew, to the address that the URI file tells now, and return the state to go on from.

        Raises
        ------
        ConnectionLost
            If no server is there, or another microscope answers than before: a session never goes on on another one.
        """
        self.close()
        self._open()
        capabilities = self._describe()
        known = self._capabilities
        if (capabilities.instrument, capabilities.simulated) != (known.instrument, known.simulated):
            reason = f"{capabilities.instrument} answers in place of {known.instrument}"
            raise ConnectionLost(address=self._address.sem, reason=reason)
        self._capabilities = capabilities
        state = self.state()
        self._lost = None
        return state

    def close(self) -> None:
        """Close all connections; the lease, if any, stays until it runs out or is released."""
        self._links.close()
        self._stops.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> None:
        self._address = self._where if isinstance(self._where, ServerAddress) else ServerAddress.read(self._where)
        tls = self._address.client_context(self._tls)
        self._links = LinkPool(self._address.sem, self._timeout, tls)
        self._stops = LinkPool(self._address.stop, self._timeout, tls)

    def _describe(self) -> Capabilities:
        return Capabilities.model_validate(self._read("describe"))

    def _read(self, method: str, *arguments: object, patience: float = 0.0) -> Any:
        return self._twice(lambda: self._links.link.call(method, *arguments, patience=patience))

    def _twice(self, read: Callable[[], Answer]) -> Answer:
        """Do what does no harm twice: again over a new connection if the old one broke, but not if the server is merely late."""
        try:
            return read()
        except ConnectionLost as error:
            if is_late(error):
                raise
            return read()

    def _act(self, method: str, *arguments: object, patience: float = 0.0) -> Any:
        if self._lost is not None:
            reason = f"{self._lost.reason}; reconnect and read the state before acting again"
            raise ConnectionLost(address=self._lost.address, reason=reason)
        try:
            return self._links.link.call(method, *arguments, patience=patience)
        except ConnectionLost as error:
            self._lost = error
            raise

    def _fetch(self, frame_id: str) -> Frame:
        import numpy as np  # here, so that a client that only stops comes up without it

        link = self._links.link
        header = FrameHeader.model_validate_json(link.call("frame_chunk", frame_id, 0))
        pixels = np.empty((header.rows, header.columns), dtype=header.dtype)
        target = pixels.data.cast("B")
        received = 0
        while True:
            chunk = link.chunk()
            if not chunk or received + len(chunk) > len(target):
                raise SemError(reason=f"frame {frame_id} came as {received + len(chunk)} of {len(target)} bytes; ask for it again")
            target[received : received + len(chunk)] = chunk
            received += len(chunk)
            if received == len(target):
                return Frame(pixels=pixels, metadata=header.metadata)
            link.call("frame_chunk", frame_id, received)
