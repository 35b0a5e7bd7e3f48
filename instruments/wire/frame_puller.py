"""Pulls one frame again and again, without pause, until its standard input closes.

Started by `small_calls` as `python -m fractoscope.instruments.wire.frame_puller URI_FILE FRAME_ID [TLS_FOLDER]`; writes a line after the
first frame, and at the end how many frames it got.
"""

import sys
import threading
from pathlib import Path

from fractoscope.instruments.wire.remote_sem import RemoteSem


def main(uri_file: Path, frame_id: str, tls: Path | None) -> None:
    """Pull until standard input closes."""
    ended = threading.Event()
    threading.Thread(target=_await_end, args=(ended,), daemon=True).start()
    with RemoteSem(uri_file, tls=tls, timeout=30.0) as sem:
        frames = 0
        while not ended.is_set():
            sem.frame(frame_id)
            frames += 1
            if frames == 1:
                _say("pulling")
        _say(str(frames))


def _await_end(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]) if len(sys.argv) > 3 else None)
