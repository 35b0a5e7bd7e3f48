"""The state of the electron beam and its optics."""

from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue


class BeamSettings(FrozenValue):
    """Column settings, asked or read back.

    Attributes
    ----------
    voltage
        Accelerating voltage (V), positive.
    current
        Probe current (A); 0 is read back from a beam that tripped, and no column offers it.
    working_distance
        Distance from the pole piece to the plane in focus (m).
    stigmator_x, stigmator_y
        Dimensionless correction, 0 is none.
    beam_shift_x, beam_shift_y
        How far the scanned field lies to the right of, and above, the place under the optical axis (m), seen along the beam; a column
        without shift coils reads 0.
    blanked
        True while no electron reaches the specimen.
    """

    voltage: float = Field(default=15e3, gt=0)
    current: float = Field(default=100e-12, ge=0)
    working_distance: float = Field(default=10e-3, gt=0)
    stigmator_x: float = 0.0
    stigmator_y: float = 0.0
    beam_shift_x: float = 0.0
    beam_shift_y: float = 0.0
    blanked: bool = True
