"""A client that fetches one frame again and again: `python -m fractoscope.instruments.wire.stop_bench.puller_process URI_FILE FRAME_ID`."""

import sys
import threading
from pathlib import Path

from fractoscope.instruments.wire.remote_sem import RemoteSem
from fractoscope.instruments.wire.stop_bench.child_process import reply, requests


def main(uri_file: Path, frame_id: str) -> None:
    """Fetch without a pause until standard input closes; whenever asked, tell how many frames came."""
    count = 0
    closed = threading.Event()

    def answer() -> None:
        for _ in requests():
            reply(frames=count)
        closed.set()

    threading.Thread(target=answer, daemon=True).start()
    with RemoteSem(uri_file, timeout=30.0) as sem:
        while not closed.is_set():
            sem.frame(frame_id)
            count += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
