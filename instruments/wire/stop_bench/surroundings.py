"""What else goes on at a server while it is stopped."""

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

from Pyro5.core import URI

from fractoscope.instruments.values import AcquireFrame, ScanSettings
from fractoscope.instruments.wire.server_address import ServerAddress
from fractoscope.instruments.wire.stop_bench import puller_process
from fractoscope.instruments.wire.stop_bench.bench import StopBench
from fractoscope.instruments.wire.stop_bench.child_process import ChildProcess

IDLE_CONNECTIONS = 200
"""For each port: more than twice the threads that Pyro5 keeps for connections."""

LARGE_FRAME = AcquireFrame(field_width=1e-3, scan=ScanSettings(columns=4096, rows=4096, dwell_time=50e-9, bits=16))
"""The largest frame there is, 33.6 MB, in the shortest scan."""

Facts = Callable[[], dict[str, Any]]
"""Tells what went on, to be written beside the figures."""

Surroundings = Callable[[StopBench], AbstractContextManager[Facts]]


@contextmanager
def nothing(_: StopBench) -> Iterator[Facts]:
    """Leave the server alone."""
    yield dict


@contextmanager
def transfer(bench: StopBench) -> Iterator[Facts]:
    """Have another process fetch the largest frame again and again without a pause."""
    frame_id = bench.perform(LARGE_FRAME)
    with ChildProcess(puller_process.__name__, str(bench.uri_file), frame_id) as puller:
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
