"""What else goes on at a server while it is stopped."""

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

from Pyro5.core import URI

from fractoscope.instruments.wire.server_address import ServerAddress
from fractoscope.instruments.wire.stop_bench import puller_process
from fractoscope.instruments.wire.stop_bench.bench import StopBench
from fractoscope.instruments.wire.stop_bench.child_process import ChildProcess
from fractoscope.instruments.wire.stop_bench.large_frame import LARGE_FRAME_ID

IDLE_CONNECTIONS = 200
"""For each port: more than twice the threads that Pyro5 keeps for connections."""

Facts = Callable[[], dict[str, Any]]
"""Tells what went on, to be written beside the figures."""

Surroundings = Callable[[StopBench], AbstractContextManager[Facts]]


@contextmanager
def nothing(_: StopBench) -> Iterator[Facts]:
    """Leave the server alone."""
    yield dict


@contextmanager
def transfer(bench: StopBench) -> Iterator[Facts]:
    """Have another process fetch a frame of 4096 × 4096 pixels again and again without a pause."""
    with ChildProcess(puller_process.__name__, str(bench.uri_file), LARGE_FRAME_ID) as puller:
        before = int(puller.ask()["frames"])
        yield lambda: {"frames_transferred": int(puller.ask()["frames"]) - before}


@contextmanager
def idle_connections(bench: StopBench) -> Iterator[Facts]:
    """Hold connections to each port on which nobody ever says a word; as many as the server takes."""
    address = ServerAddress.read(bench.uri_file)
    with ExitStack() as stack:
        held = [_connect(stack, URI(uri)) for uri in (address.sem, address.stop)]
        yield lambda: {"idle_connections": sum(held)}


def _connect(stack: ExitStack, uri: URI) -> int:
    for number in range(IDLE_CONNECTIONS):
        try:
            stack.enter_context(socket.create_connection((uri.host, uri.port), timeout=1.0))
        except OSError:
            return number
    return IDLE_CONNECTIONS
