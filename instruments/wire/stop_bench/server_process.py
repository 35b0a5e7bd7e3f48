"""The instrument server that is stopped: `python -m fractoscope.instruments.wire.stop_bench.server_process FOLDER ADAPTER [KEY=VALUE...]`.

It serves as `fractoscope sem serve` does, and besides answers on its standard output when the adapter was halted, ended and blanked.
"""

import sys
import threading
from importlib.metadata import entry_points
from pathlib import Path
from time import perf_counter

from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.wire.serve import serve
from fractoscope.instruments.wire.stop_bench.child_process import reply, requests
from fractoscope.instruments.wire.stop_bench.stopwatch import Stopwatch

URI_FILE = "uri.json"
LEDGER = "effects.sqlite"


def main(folder: Path, adapter_name: str, options: dict[str, str]) -> None:
    """Serve the adapter of that entry point until standard input closes."""
    # By its name: the simulators are a room above this one.
    (point,) = entry_points(group="fractoscope.microscopes", name=adapter_name)
    adapter = point.load()(options)
    stopwatch = Stopwatch(adapter)
    ended = threading.Event()
    with LocalSem(adapter, EffectLedger(folder / LEDGER)) as sem:
        threading.Thread(target=_answer, args=(stopwatch, ended), daemon=True).start()
        serve(sem, uri_file=folder / URI_FILE, ended=ended, ready=lambda: reply(ready=True))


def _answer(stopwatch: Stopwatch, ended: threading.Event) -> None:
    for _ in requests():
        reply(clock=perf_counter(), moments=[moment.model_dump() for moment in stopwatch.take()])
    ended.set()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], dict(pair.split("=", 1) for pair in sys.argv[3:]))
