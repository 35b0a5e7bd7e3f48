"""Whether the microscope is fit to take a frame."""

from fractoscope.instruments.errors import InterlockOpen
from fractoscope.instruments.values import SemState, VacuumState, quantity_text

LEAKAGE = 1e-15
"""Probe current (A) up to which there is no beam: no SEM images with less than a thousand times that, and picoammeters read about so much
of their own."""


def require_ready(state: SemState) -> None:
    """Refuse to go on without vacuum or beam.

    Parameters
    ----------
    state
        As read back now.

    Raises
    ------
    InterlockOpen
        Naming which of them is gone and what a person is to do.
    """
    if state.vacuum is not VacuumState.PUMPED:
        remedy = "find out why, pump the chamber and wait until it reports pumped, then resume the session"
        raise InterlockOpen(interlock=f"vacuum ({state.vacuum})", remedy=remedy)
    if state.beam.current <= LEAKAGE:
        remedy = "clear the trip at the column and bring the beam up, then resume the session"
        raise InterlockOpen(interlock=f"beam ({quantity_text(state.beam.current, 'A')})", remedy=remedy)
