"""A frame that takes long to transfer."""

from pathlib import Path

from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import AcquireFrame, Role, ScanSettings, Ticket
from fractoscope.instruments.wire.noise_source import NoiseSource

LARGE_FRAME_ID = "stop-bench-large-frame"

_SCAN = ScanSettings(columns=4096, rows=4096, bits=16)
"""33.6 MB."""


def keep_large_frame(ledger: Path) -> None:
    """Acquire noise under `LARGE_FRAME_ID`, for a server that comes up over the same ledger: a specimen would take half a minute.

    Raises
    ------
    SemError
        If the disk refuses.
    """
    with LocalSem(NoiseSource(), EffectLedger(ledger)) as sem:
        fence = sem.take_lease("stop bench", Role.OPERATOR).fence
        sem.start(AcquireFrame(field_width=1e-3, scan=_SCAN), Ticket(action_id=LARGE_FRAME_ID, fence=fence))
        sem.wait(LARGE_FRAME_ID, 60.0)
        sem.frame(LARGE_FRAME_ID)
