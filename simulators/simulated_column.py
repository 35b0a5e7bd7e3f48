"""Beam and optics of the simulated microscope."""

from collections.abc import Mapping
from threading import Lock

from fractoscope.instruments.protocols import Clock
from fractoscope.instruments.values import AxisRange, BeamSettings, StagePosition
from fractoscope.simulators.physical_record import PhysicalRecord

COLUMN_SETTINGS: Mapping[str, AxisRange] = {
    "voltage": AxisRange(low=0.5e3, high=30e3, unit="V"),
    "current": AxisRange(low=1e-12, high=10e-9, unit="A"),
    "working_distance": AxisRange(low=3e-3, high=40e-3, unit="m"),
    "stigmator_x": AxisRange(low=-1.0, high=1.0, unit="1"),
    "stigmator_y": AxisRange(low=-1.0, high=1.0, unit="1"),
}
"""What an ordinary tungsten or field-emission column covers."""

STEPS: Mapping[str, float] = {"voltage": 10.0, "current": 1e-13, "working_distance": 1e-7, "stigmator_x": 1e-4, "stigmator_y": 1e-4}
"""Steps of the column's converters, so that what is achieved differs a little from what is asked."""

FOCUS_AT_ZERO = 10e-3
"""Working distance (m) at which the specimen's reference plane is sharp with the stage at z = 0."""


class SimulatedColumn:
    """A column with limits, converters of finite step, and a blanker that starts closed.

    Parameters
    ----------
    clock, record
        For the account of what was set; the column comes up with what was set last, as one that was never switched off.
    """

    def __init__(self, clock: Clock, record: PhysicalRecord) -> None:
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
        return FOCUS_AT_ZERO - position.z - self.beam().working_distance
