"""The console that is measured: `python -m fractoscope.agent.console.latency_bench.console_process ROOT`; ends with its input."""

import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path

from fractoscope.agent.console.serve_console import ConsoleSettings, serve_console
from fractoscope.instruments.wire.stop_bench.child_process import reply, requests


def main(root: Path) -> None:
    """Serve until standard input closes."""
    threading.Thread(target=_end_with_input, daemon=True).start()
    with suppress(KeyboardInterrupt):
        serve_console(root, ConsoleSettings(port=0), ready=lambda address: reply(address=address))


def _end_with_input() -> None:
    for _ in requests():
        continue
    signal.raise_signal(signal.SIGINT)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
