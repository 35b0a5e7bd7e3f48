"""Beam and optics of the simulated microscope."""

from collections.abc import Mapping
from math import cos, pi, sin, sqrt
from threading import Lock

import numpy as np

from fractoscope.instruments.protocols import Clock
from fractoscope.instruments.values import AxisRange, BeamSettings, StagePosition
from fractoscope.simulators.physical_record import PhysicalRecord

COLUMN_SETTINGS: Mapping[str, AxisRange] = {
    "voltage": AxisRange(low=0.5e3, high=30e3, unit="V"),
    "current": AxisRange(low=1e-12, high=10e-9, unit="A"),
    "working_distance": AxisRange(low=3e-3, high=40e-3, unit="m"),
    "stigmator_x": AxisRange(low=-1.0, high=1.0, unit="1"),
    "stigmator_y": AxisRange(low=-1.0, high=1.0, unit="1"),
    "beam_shift_x": AxisRange(low=-20e-6, high=20e-6, unit="m"),
    "beam_shift_y": AxisRange(low=-20e-6, high=20e-6, unit="m"),
}
"""What an ordinary tungsten or field-emission column covers."""

STEPS: Mapping[str, float] = {
    "voltage": 10.0,
    "current": 1e-13,
    "working_distance": 1e-7,
    "stigmator_x": 1e-4,
    "stigmator_y": 1e-4,
    "beam_shift_x": 1e-9,
    "beam_shift_y": 1e-9,
}
"""Steps of the column's converters, so that what is achieved differs a little from what is asked."""

FOCUS_AT_ZERO = 10e-3
"""Working distance (m) at which the specimen's reference plane is sharp with the stage at z = 0."""


REFERENCE_VOLTAGE = 15e3
"""Voltage (V) at which, with the focus at `FOCUS_AT_ZERO`, a column's own astigmatism is as large as stated."""


class SimulatedColumn:
    """A column with limits, converters of finite step, and a blanker that starts closed.

    Parameters
    ----------
    clock, record
        For the account of what was set; the column comes up with what was set last, as one that was never switched off.
    astigmatism
        What the stigmators have to correct at 15 kV and 10 mm (m): half the distance between the line foci.
    seed
        Of the direction of the astigmatism.
    """

    def __init__(self, clock: Clock, record: PhysicalRecord, *, astigmatism: float = 0.0, seed: int = 0) -> None:
        self._astigmatism = astigmatism
        self._axis = float(np.random.default_rng((seed, 2)).uniform(-pi, pi))
        self._clock = clock
        self._record = record
        self._lock = Lock()
        settings = record.lines("beam")
        self._beam = (
            BeamSettings(**settings[-1]["beam"]).replace(blanked=True) if settings else BeamSettings(working_distance=FOCUS_AT_ZERO)
        )

    def beam(self) -> BeamSettings:
        """Return the settings as read back."""
        with self._lock:
            return self._beam

    def set_beam(self, settings: BeamSettings) -> BeamSettings:
        """Apply settings, rounded to the steps of the converters, and return them.

        Raises
        ------
        LimitExceeded
            If one of them is out of range; none is applied then.
        """
        for name, limits in COLUMN_SETTINGS.items():
            limits.check(name, getattr(settings, name))
        achieved = settings.replace(**{name: round(round(getattr(settings, name) / step) * step, 13) for name, step in STEPS.items()})
        self._record.append("beam", self._clock.now(), beam=achieved.model_dump())
        with self._lock:
            self._beam = achieved
        return achieved

    def focus(self, working_distance: float) -> None:
        """Turn the focus knob during a search; the end of the search is set, and recorded, by `set_beam`."""
        COLUMN_SETTINGS["working_distance"].check("working_distance", working_distance)
        with self._lock:
            self._beam = self._beam.replace(working_distance=working_distance)

    def stigmate(self, stigmator_x: float, stigmator_y: float) -> None:
        """Turn the stigmator knobs during a search, as `focus` turns that of the focus."""
        COLUMN_SETTINGS["stigmator_x"].check("stigmator_x", stigmator_x)
        COLUMN_SETTINGS["stigmator_y"].check("stigmator_y", stigmator_y)
        with self._lock:
            self._beam = self._beam.replace(stigmator_x=stigmator_x, stigmator_y=stigmator_y)

    def own_astigmatism(self) -> tuple[float, float]:
        """Return the astigmatism (m) that the column has with its stigmators at 0, at the present voltage and focus.

        A lens that is not round by a fixed share of its field misses by that share of its focal length, so the astigmatism grows with
        the working distance. The image turns in the lens by an angle that goes as 1 / √V, and the line foci with it.
        """
        beam = self.beam()
        size = self._astigmatism * beam.working_distance / FOCUS_AT_ZERO
        # Twice the angle of the line foci; half a turn of the image from 0.5 kV on is what a short lens does.
        axis = self._axis + 2.0 * (sqrt(REFERENCE_VOLTAGE / beam.voltage) - 1.0)
        return size * cos(axis), size * sin(axis)

    def blank(self) -> None:
        """Keep the beam off the specimen."""
        with self._lock:
            self._beam = self._beam.replace(blanked=True)

    def unblank(self) -> None:
        """Let the beam onto the specimen."""
        with self._lock:
            self._beam = self._beam.replace(blanked=False)

    def defocus(self, position: StagePosition) -> float:
        """Return the height (m) of the plane in focus above the specimen's reference plane, for a stage position."""
        # Where the beam meets a plane that tilts about an axis z below it, the plane is 1 / cos(tilt) times as high.
        return FOCUS_AT_ZERO - position.z / cos(position.tilt) - self.beam().working_distance
