"""An instrument server that dies at a chosen instant, as if killed there: `dying_server.py INSTANT ARMED sem serve ...`.

Nothing is flushed, closed or told to anybody: the process is gone between two instructions.
"""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from fractoscope.agent.command_line.main import main
from fractoscope.instruments.server import EffectLedger, frame_spool
from fractoscope.simulators.physical_record import PhysicalRecord

Call = Callable[..., Any]


def armed() -> bool:
    """Return True once the test has made the file of that name; what the server settles before is not what it shall die of."""
    return Path(sys.argv[2]).exists()


def die() -> None:
    os._exit(137)


def around(owner: Any, name: str, *, before: bool, when: Callable[..., bool] = lambda *_: True) -> None:
    """Have a call be the last one, before or after it does its work."""
    call: Call = getattr(owner, name)

    def last(*arguments: Any, **named: Any) -> Any:
        deadly = armed() and when(*arguments)
        if deadly and before:
            die()
        result = call(*arguments, **named)
        if deadly:
            die()
        return result

    setattr(owner, name, last)


def at_effect(*effects: str, before: bool) -> None:
    around(PhysicalRecord, "append", before=before, when=lambda record, effect, *_: effect in effects)


def in_pixels(share: float) -> None:
    """Die once that share of a frame's pixels is on the disk, under the name of an unfinished file."""
    write_whole: Call = frame_spool._write

    def write(file: Path, fill: Callable[[BinaryIO], object]) -> None:
        if not armed() or file.suffix != ".npy":
            write_whole(file, fill)
            return
        content = io.BytesIO()
        fill(content)
        with file.with_name(f"{file.name}.partial").open("wb") as stream:
            stream.write(content.getvalue()[: int(share * len(content.getvalue()))])
            stream.flush()
            os.fsync(stream.fileno())
            die()

    frame_spool._write = write


INSTANTS: dict[str, Callable[[], None]] = {
    "before it is in the ledger": lambda: around(EffectLedger, "begin", before=True),
    "once it is in the ledger": lambda: around(EffectLedger, "begin", before=False),
    "before the effect": lambda: at_effect("move", "scan", before=True),
    "once the effect began": lambda: at_effect("move", "scan", before=False),
    "once the effect is complete": lambda: at_effect("rest", "scan_end", before=False),
    "before its end is in the ledger": lambda: around(EffectLedger, "finish", before=True),
    "once its end is in the ledger": lambda: around(EffectLedger, "finish", before=False),
    "before the pixels are written": lambda: in_pixels(0.0),
    "with half of the pixels written": lambda: in_pixels(0.5),
    "with all of the pixels written under no name": lambda: in_pixels(1.0),
}

if __name__ == "__main__":
    if sys.argv[1] != "when killed":
        INSTANTS[sys.argv[1]]()
    sys.exit(main(sys.argv[3:]))
