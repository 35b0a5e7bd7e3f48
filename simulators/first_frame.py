"""How long the first frame takes when nothing has been compiled yet."""

import os
import subprocess
import sys
from tempfile import TemporaryDirectory
from time import perf_counter

FRAME = """
from fractoscope.instruments.values import BeamSettings, ScanSettings, StagePosition
from fractoscope.simulators.specimen_view import SpecimenView
import sys
view = SpecimenView(0, sys.argv[1])
view.render(StagePosition(x=0.0, y=0.0), 20e-3, ScanSettings(columns=1024, rows=768), BeamSettings(), defocus=0.0, frame_number=0)
"""


def time_first_frame(family: str) -> float:
    """Return the time (s) from the start of Python to the end of the first survey frame, with an empty cache of compiled code."""
    with TemporaryDirectory() as cache:
        started = perf_counter()
        subprocess.run([sys.executable, "-c", FRAME, family], check=True, env={**os.environ, "NUMBA_CACHE_DIR": cache})
        return perf_counter() - started
