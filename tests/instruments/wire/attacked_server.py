"""A server process to be attacked: `python attacked_server.py FOLDER` serves plainly and through TLS, and tells what it holds when asked.

Each line on standard input is answered with resident memory (kB), threads and descriptors; it ends when standard input closes.
"""

import gc
import os
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from scripted_adapter import ScriptedAdapter

from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.wire import SemServer


def held() -> str:
    gc.collect()
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    memory = next(line.split()[1] for line in status if line.startswith("VmRSS:"))
    return f"{memory} {threading.active_count()} {len(os.listdir('/proc/self/fd'))}\n"  # noqa: PTH208 - as many, and no objects made


def main(folder: Path) -> None:
    with (
        LocalSem(ScriptedAdapter(), EffectLedger(folder / "effects.sqlite")) as sem,
        SemServer(sem, uri_file=folder / "tls.json", tls=folder / "lab"),
        SemServer(sem, uri_file=folder / "plain.json"),
    ):
        for _ in sys.stdin:
            sys.stdout.write(held())
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
