"""The one who writes frames: `python -m fractoscope.agent.console.latency_bench.feeder_process SESSION`."""

import sys
import threading
import time
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.session.session_folder import SessionFolder
from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.files import write_frame
from fractoscope.instruments.values import Frame, FrameMetadata, ScanSettings, StagePosition
from fractoscope.instruments.wire.stop_bench.child_process import reply, requests


def main(folder: Path) -> None:
    """Feed what each request says: `columns`, `rows`, `period` (s), and `frames`, null for as many as come until the next request."""
    paths, numbers = SessionFolder(folder), count(1)
    with Journal(paths.journal, SystemClock()) as journal:
        ended, thread = threading.Event(), threading.Thread()
        for request in requests():
            if thread.ident is not None:
                ended.set()
                thread.join()
                ended.clear()
            if request["frames"] is not None:
                reply(frames=_feed(journal, paths, numbers, request, ended))
                continue
            thread = threading.Thread(target=_feed, args=(journal, paths, numbers, request, ended), daemon=True)
            thread.start()
            reply(frames=[])


def _feed(journal: Journal, paths: SessionFolder, numbers: "count[int]", request: dict[str, Any], ended: threading.Event) -> list[Any]:
    """Return number, `perf_counter` (s) and time of day (s) of each frame at the moment it was whole on disk."""
    columns, rows, period = int(request["columns"]), int(request["rows"]), float(request["period"])
    # Noise at a third of the contrast compresses about as well as a micrograph.
    pixels = np.random.default_rng(1).integers(90, 170, (rows, columns), dtype=np.uint8)
    fed: list[Any] = []
    due = time.perf_counter()
    while not ended.is_set() and len(fed) != request["frames"]:
        number = next(numbers)
        metadata = FrameMetadata(
            frame_id=f"bench-{number}",
            position=StagePosition(x=0.0, y=0.0),
            field_width=1e-3,
            scan=ScanSettings(columns=columns, rows=rows),
            started=datetime.now(UTC),
            simulated=True,
        )
        file = f"frames/{number:06d}.ome.tif"
        write_frame(Frame(pixels=pixels, metadata=metadata), paths.path / file)
        fed.append((number, time.perf_counter(), time.time()))
        payload = {"number": number, "file": file, "step": number, "purpose": "bench", "metadata": metadata.model_dump(mode="json")}
        journal.append(Kind.FRAME, payload, metadata.frame_id)
        due = max(due + period, time.perf_counter())
        ended.wait(due - time.perf_counter())
    return fed


if __name__ == "__main__":
    main(Path(sys.argv[1]))
