"""How long a small call waits while another process pulls frames without pause."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.wire.link import Link
from fractoscope.instruments.wire.server_address import ServerAddress

PAUSE = 0.003
"""Seconds between two calls: a console that looks more often than any does."""

PATIENCE = 60.0


def time_small_calls(uri_file: Path, frame_id: str, tls: Path | None, calls: int) -> list[dict[str, Any]]:
    """Time `state` on the main port and on the stop port while a child process pulls a frame again and again.

    Parameters
    ----------
    uri_file, tls
        The server, and the folder of a client's certificate or None.
    frame_id
        What is pulled.
    calls
        Timed calls on each port, in turns.

    Returns
    -------
    list of dict
        For each port: `port` (main or stop), `tls`, `p50_ms`, `p99_ms`, `calls`, and `frames_pulled` meanwhile.
    """
    address = ServerAddress.read(uri_file)
    context = address.client_context(tls)
    links = {"main": Link(address.sem, PATIENCE, context), "stop": Link(address.stop, PATIENCE, context)}
    times: dict[str, list[float]] = {name: [] for name in links}
    with _puller(uri_file, frame_id, tls) as frames:
        for link in links.values():
            link.call("state")
        for _ in range(calls):
            for name, link in links.items():
                before = time.perf_counter()
                link.call("state")
                times[name].append(1e3 * (time.perf_counter() - before))
                time.sleep(PAUSE)
    for link in links.values():
        link.close()
    return [{"port": name, "tls": tls is not None, **_quantiles(values), "frames_pulled": frames[0]} for name, values in times.items()]


def _quantiles(values: list[float]) -> dict[str, float]:
    return {"p50_ms": float(np.percentile(values, 50)), "p99_ms": float(np.percentile(values, 99)), "calls": len(values)}


@contextmanager
def _puller(uri_file: Path, frame_id: str, tls: Path | None) -> Iterator[list[int]]:
    """Pull meanwhile; the list holds how many frames came, once the block has ended."""
    command = [sys.executable, "-m", "fractoscope.instruments.wire.frame_puller", str(uri_file), frame_id, *([str(tls)] if tls else [])]
    frames: list[int] = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            if child.stdout.readline().strip() != "pulling":
                raise SemError(reason="the benchmark's puller got no frame; run it by hand to see why: " + " ".join(command))
            yield frames
        finally:
            child.stdin.close()
            frames.append(int(child.stdout.readline().strip() or 0))
            child.wait(PATIENCE)
