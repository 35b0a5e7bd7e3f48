"""A stage that stalls, misses and drifts."""

from threading import Lock

from fractoscope.instruments.protocols import Clock, Watch
from fractoscope.instruments.values import AxisRange, StagePosition
from fractoscope.simulators.faults.fault import HANGS, Fault
from fractoscope.simulators.faults.fault_kind import FaultKind
from fractoscope.simulators.faults.strikes import Strikes
from fractoscope.simulators.faults.surroundings import Surroundings
from fractoscope.simulators.mechanics import Mechanics

FARTHEST_MISS = 1e-3
"""How far (m) from its target a stage rests that misses with severity 1: a slipped belt, not bad repeatability."""

FASTEST_DRIFT = 200e-6
"""Speed (m/s) of a drift of severity 1: creep right after a long travel, not the nanometres a second of a warm stage."""


class FaultyStage:
    """Between the simulated stage and whoever moves it.

    A stall ends half-way and tells so truthfully, without complaint; a miss tells that it arrived, while the encoders show where it is.

    Parameters
    ----------
    stage
        The stage that does as it is told.
    strikes, surroundings
        What befalls it, and what is told when a move begins.
    clock
        Time in which it drifts.
    """

    def __init__(self, stage: Mechanics, strikes: Strikes, surroundings: Surroundings, clock: Clock) -> None:
        self._stage = stage
        self._strikes = strikes
        self._surroundings = surroundings
        self._clock = clock
        self._lock = Lock()
        self._displaced = 0.0
        self._drift: tuple[float, float] | None = None

    @property
    def axes(self) -> dict[str, AxisRange]:
        """Ranges and speeds of the axes that move."""
        return self._stage.axes

    def position(self) -> StagePosition:
        """Return where the stage is, a drift included: the encoders see it."""
        return _moved(self._stage.position(), self._offset())

    def true_position(self) -> StagePosition:
        """Return where the table is, a drift included."""
        return _moved(self._stage.true_position(), self._offset())

    def drift(self, seconds: float) -> tuple[float, float]:
        """Return the mean velocity (m/s) in x and y of the seconds to come."""
        across, along = self._stage.drift(seconds)
        with self._lock:
            return across + (0.0 if self._drift is None else self._drift[0]), along

    def moving(self) -> bool:
        """Return True while the stage travels; a drift does not count, as it does not in a driver."""
        return self._stage.moving()

    def halt(self) -> None:
        """Stop travelling at once."""
        self._stage.halt()

    def move(self, target: StagePosition, watch: Watch) -> StagePosition:
        """Travel, as far and as well as the faults allow; raises as the stage itself does."""
        struck = self._strikes.begin("move", "")
        self._surroundings.action_begins(struck)
        with self._lock:
            self._displaced, self._drift = 0.0, None
        if fault := struck.get(FaultKind.CALL_HANG):
            # A vendor's call that hangs looks at no watch.
            self._clock.sleep(fault.seconds or HANGS)
        if fault := struck.get(FaultKind.STAGE_STALL):
            return self._stage.move(_between(self._stage.position(), target, 1.0 - fault.severity), watch)
        if fault := struck.get(FaultKind.STAGE_MISS):
            self._stage.move(_inside(self.axes, target, fault.severity * FARTHEST_MISS), watch)
            return target
        return self._stage.move(target, watch)

    def begin_drift(self, fault: Fault) -> None:
        """Wander in x from now on."""
        with self._lock:
            self._drift = (fault.severity * FASTEST_DRIFT, self._clock.monotonic())

    def end_drift(self) -> None:
        """Stay where the drift has come to, until the next move."""
        offset = self._offset()
        with self._lock:
            self._displaced, self._drift = offset, None

    def _offset(self) -> float:
        with self._lock:
            if self._drift is None:
                return self._displaced
            speed, began = self._drift
            return self._displaced + speed * (self._clock.monotonic() - began)


def _moved(place: StagePosition, offset: float) -> StagePosition:
    return place if offset == 0.0 else place.replace(x=place.x + offset)


def _between(start: StagePosition, target: StagePosition, share: float) -> StagePosition:
    return start.replace(**{axis: value + share * (getattr(target, axis) - value) for axis, value in start})


def _inside(axes: dict[str, AxisRange], target: StagePosition, miss: float) -> StagePosition:
    """Return a place that far from the target in x, on the side where the stage has travel left."""
    return target.replace(x=target.x + (miss if target.x + miss <= axes["x"].high else -miss))
