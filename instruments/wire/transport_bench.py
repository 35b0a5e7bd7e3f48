"""What a frame costs on its way, beside a bare TCP transfer of as many bytes in the same run."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.values import AcquireFrame, Role, ScanSettings, Ticket
from fractoscope.instruments.wire.bench_server import CERTIFICATES, PORT_FILE, TLS_URI_FILE, URI_FILE
from fractoscope.instruments.wire.remote_sem import RemoteSem
from fractoscope.instruments.wire.small_calls import time_small_calls

PATIENCE = 60.0
"""Seconds within which the child process must come up and each frame be made."""


def measure_transport(sizes: Sequence[int] = (1024, 4096), repeats: int = 15, small_calls: int = 400) -> dict[str, Any]:
    """Time `RemoteSem.frame`, the same through TLS, and bare TCP in turns, over loopback, from one child process.

    All ways end in the same: a new array of 16-bit pixels that the caller owns. Then small calls are timed on both ports while a second
    child process pulls the largest frame without pause.

    Parameters
    ----------
    sizes
        Edges (px) of square frames.
    repeats
        Timed transfers of each kind and size, after two that are not counted.
    small_calls
        Timed calls of each kind.

    Returns
    -------
    dict
        `frames`: a list of dicts with `pixels` (the edge), `ms_median`, `tcp_ms_median`, `ratio_to_tcp` (of the medians),
        `tls_ms_median` and `tls_ratio_to_tcp`. `small_calls`: as `time_small_calls` returns, plain and through TLS.
        `small_call_p99_ms`: the largest of their p99.

    Raises
    ------
    SemError
        If a child process does not come up.
    """
    with tempfile.TemporaryDirectory() as name, _bench_server(Path(name)) as folder:
        tls = folder / CERTIFICATES
        with RemoteSem(folder / URI_FILE, timeout=PATIENCE) as sem, RemoteSem(folder / TLS_URI_FILE, timeout=PATIENCE, tls=tls) as safe:
            port = int((folder / PORT_FILE).read_text(encoding="ascii"))
            fence = sem.take_lease("transport bench", Role.OPERATOR, time_to_live=3600.0).fence
            with socket.create_connection(("127.0.0.1", port)) as plug:
                frames = [_compare(sem, safe, fence, plug, size, repeats) for size in sizes]
        largest = _frame_id(max(sizes))
        waits = time_small_calls(folder / URI_FILE, largest, None, small_calls)
        waits += time_small_calls(folder / TLS_URI_FILE, largest, tls, small_calls)
        return {"frames": frames, "small_calls": waits, "small_call_p99_ms": max(wait["p99_ms"] for wait in waits)}


def _compare(sem: RemoteSem, safe: RemoteSem, fence: int, plug: socket.socket, size: int, repeats: int) -> dict[str, float]:
    scan = ScanSettings(columns=size, rows=size, bits=16)
    frame_id = _frame_id(size)
    sem.start(AcquireFrame(field_width=1e-3, scan=scan), Ticket(action_id=frame_id, fence=fence))
    if not sem.wait(frame_id, PATIENCE).phase.ended:
        raise SemError(reason=f"the benchmark's frame of {size} x {size} was not made within {PATIENCE:g} s; try smaller sizes")
    ways: dict[str, Callable[[], object]] = {
        "tcp": lambda: _receive_bare(plug, size),
        "plain": lambda: sem.frame(frame_id),
        "tls": lambda: safe.frame(frame_id),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeats + 2):
        # In turns, so that a noisy moment of the machine hits all alike.
        for name, transfer in ways.items():
            times[name].append(1e3 * _time(transfer))
    tcp, plain, through_tls = (median(times[name][2:]) for name in ("tcp", "plain", "tls"))
    return {
        "pixels": size,
        "ms_median": plain,
        "tcp_ms_median": tcp,
        "ratio_to_tcp": plain / tcp,
        "tls_ms_median": through_tls,
        "tls_ratio_to_tcp": through_tls / tcp,
    }


def _frame_id(size: int) -> str:
    return f"bench-{size}"


def _time(transfer: Callable[[], object]) -> float:
    before = time.perf_counter()
    transfer()
    return time.perf_counter() - before


def _receive_bare(plug: socket.socket, size: int) -> object:
    pixels = np.empty((size, size), dtype=np.uint16)
    target = pixels.data.cast("B")
    plug.sendall(len(target).to_bytes(8, "big"))
    received = 0
    while received < len(target):
        received += plug.recv_into(target[received:])
    return pixels


@contextmanager
def _bench_server(folder: Path) -> Iterator[Path]:
    command = [sys.executable, "-m", "fractoscope.instruments.wire.bench_server", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
        try:
            deadline = time.monotonic() + PATIENCE
            while not (folder / URI_FILE).exists():
                if child.poll() is not None or time.monotonic() > deadline:
                    raise SemError(reason="the benchmark's server did not come up; run it by hand to see why: " + " ".join(command))
                time.sleep(0.02)
            yield folder
        finally:
            if child.stdin is not None:
                child.stdin.close()
            child.wait(PATIENCE)
