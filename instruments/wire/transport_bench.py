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
from fractoscope.instruments.wire.bench_server import PORT_FILE, URI_FILE
from fractoscope.instruments.wire.remote_sem import RemoteSem

PATIENCE = 60.0
"""Seconds within which the child process must come up and each frame be made."""


def measure_transport(sizes: Sequence[int] = (1024, 4096), repeats: int = 15) -> dict[str, Any]:
    """Time `RemoteSem.frame` and bare TCP in turns, over loopback, from one child process.

    Both ways end in the same: a new array of 16-bit pixels that the caller owns.

    Parameters
    ----------
    sizes
        Edges (px) of square frames.
    repeats
        Timed transfers of each kind and size, after two that are not counted.

    Returns
    -------
    dict
        `frames`: a list of dicts with `pixels` (the edge), `ms_median`, `tcp_ms_median` and `ratio_to_tcp` (of the medians).

    Raises
    ------
    SemError
        If the child process does not come up.
    """
    with tempfile.TemporaryDirectory() as name, _bench_server(Path(name)) as folder, RemoteSem(folder / URI_FILE, timeout=PATIENCE) as sem:
        port = int((folder / PORT_FILE).read_text(encoding="ascii"))
        with socket.create_connection(("127.0.0.1", port)) as plug:
            fence = sem.take_lease("transport bench", Role.OPERATOR, time_to_live=3600.0).fence
            return {"frames": [_compare(sem, fence, plug, size, repeats) for size in sizes]}


def _compare(sem: RemoteSem, fence: int, plug: socket.socket, size: int, repeats: int) -> dict[str, float]:
    scan = ScanSettings(columns=size, rows=size, bits=16)
    frame_id = f"bench-{size}"
    sem.start(AcquireFrame(field_width=1e-3, scan=scan), Ticket(action_id=frame_id, fence=fence))
    if not sem.wait(frame_id, PATIENCE).phase.ended:
        raise SemError(reason=f"the benchmark's frame of {size} x {size} was not made within {PATIENCE:g} s; try smaller sizes")
    wire: list[float] = []
    bare: list[float] = []
    for _ in range(repeats + 2):
        # In turns, so that a noisy moment of the machine hits both alike.
        bare.append(_time(lambda: _receive_bare(plug, size)))
        wire.append(_time(lambda: sem.frame(frame_id)))
    ms, tcp_ms = 1e3 * median(wire[2:]), 1e3 * median(bare[2:])
    return {"pixels": size, "ms_median": ms, "tcp_ms_median": tcp_ms, "ratio_to_tcp": ms / tcp_ms}


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
