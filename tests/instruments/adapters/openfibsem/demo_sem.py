"""The adapter around fibsem's demo microscope, on a clock of the test's own."""

from importlib.util import find_spec
from typing import Any

import pytest

from fractoscope.instruments.protocols import Clock

NO_DELAY = ("FIBSEM_SIM_NO_DELAY", "1")
"""Variable that takes the demo's pretended durations away."""


def demo_sem(clock: Clock, driver: type | None = None, **limits: Any):
    """Return the adapter, made as the entry point makes it.

    Parameters
    ----------
    clock
        For stamps and looks.
    driver
        Class to use for the demo's own, for one that misbehaves.
    limits
        Statements that replace those of the demo's limits file, by table.
    """
    if find_spec("fibsem") is None:
        pytest.skip("the extra openfibsem is not installed: pip install 'fractoscope[openfibsem]'")
    from fractoscope.instruments.adapters.openfibsem.connection import Connection
    from fractoscope.instruments.adapters.openfibsem.fibsem_library import FibsemLibrary
    from fractoscope.instruments.adapters.openfibsem.instrument_limits import InstrumentLimits
    from fractoscope.instruments.adapters.openfibsem.make_openfibsem import DEMO_LIMITS
    from fractoscope.instruments.adapters.openfibsem.openfibsem_sem import OpenFibsemSem
    from fractoscope.instruments.adapters.openfibsem.stated_limits import StatedLimits
    from fractoscope.instruments.adapters.openfibsem.told_limits import demo_limits

    library = FibsemLibrary.load()
    with pytest.MonkeyPatch.context() as patch:
        if driver is not None:
            patch.setattr("fibsem.microscopes.simulator.DemoMicroscope", driver)
        connection = Connection.open(library, "Demo", "localhost", None, simulated=True)
    stated = StatedLimits.read(DEMO_LIMITS).replace(**limits)
    return OpenFibsemSem(connection, InstrumentLimits.join(demo_limits(connection), stated, library.rasters, "test"), "ETD", clock)
