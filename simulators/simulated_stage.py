"""Mechanics of the simulated microscope."""

from collections.abc import Mapping
from threading import Lock

import numpy as np

from fractoscope.instruments.errors import HardwareFault, OperationCancelled, Unsupported
from fractoscope.instruments.protocols import Clock, Watch
from fractoscope.instruments.values import AxisRange, StagePosition, quantity_text
from fractoscope.simulators.physical_record import PhysicalRecord
from fractoscope.simulators.stage_travel import StageTravel

STAGE_AXES: Mapping[str, AxisRange] = {
    "x": AxisRange(low=-50e-3, high=50e-3, unit="m", speed=2e-3),
    "y": AxisRange(low=-50e-3, high=50e-3, unit="m", speed=2e-3),
    "z": AxisRange(low=-5e-3, high=5e-3, unit="m", speed=0.5e-3),
}
"""Travel of an ordinary motorised stage; it neither tilts nor rotates, because the image stage does not show either yet."""

TOLERANCE = 5e-6
"""How far from its target (m) an axis may stop."""

SETTLE = 0.05
"""Time (s) between the two looks that must both find the stage still."""


class SimulatedStage:
    """A stage that takes its time, misses a little, and can be halted half-way.

    Parameters
    ----------
    clock
        Time in which it travels.
    record
        Where physical moves are written down; the stage stands where its last finished travel left it.
    repeatability
        Standard deviation (m) of where it comes to rest about the target, cut at twice that; 0 is a perfect stage.
    seed
        Of the misses: the n-th move of a specimen misses alike in every run.
    axes
        Ranges and speeds of the axes that move.
    look_interval
        Longest time (s of `clock`) between two looks at the watch.
    """

    def __init__(
        self,
        clock: Clock,
        record: PhysicalRecord,
        *,
        repeatability: float = 0.7e-6,
        seed: int = 0,
        axes: Mapping[str, AxisRange] = STAGE_AXES,
        look_interval: float = 0.01,
    ) -> None:
        self.axes = dict(axes)
        self._clock = clock
        self._record = record
        self._repeatability = repeatability
        self._seed = seed
        self._look_interval = look_interval
        self._lock = Lock()
        self._travel: StageTravel | None = None
        ends = record.lines("rest")
        self._rest = StagePosition(**ends[-1]["at"]) if ends else StagePosition(x=0.0, y=0.0)

    def position(self) -> StagePosition:
        """Return the position as read back by the encoders, which agree with the true one."""
        with self._lock:
            return self._place()

    def moving(self) -> bool:
        """Return True while the stage travels."""
        with self._lock:
            return self._travel is not None

    def move(self, target: StagePosition, watch: Watch) -> StagePosition:
        """Travel to a target and return where the stage came to rest.

        Raises
        ------
        LimitExceeded
            If an axis of the target is out of range.
        Unsupported
            If the target asks for tilt or rotation.
        OperationCancelled
            If the stage was halted or the watch said so; the stage then stands where it was caught.
        HardwareFault
            If the stage rests farther from the target than the tolerance.
        """
        self._refuse_unreachable(target)
        watch.raise_if_cancelled()
        start = self.position()
        number = self._record.append("move", self._clock.now(), start=start.model_dump(), target=target.model_dump())
        travel = StageTravel.plan(start, self._missed(target, number), self._clock.monotonic(), self.axes)
        with self._lock:
            self._travel = travel
        try:
            self._follow(travel, number, watch)
        finally:
            self.halt()
        return self._confirmed(target, watch)

    def halt(self) -> None:
        """Stop travelling at once, wherever the stage is; does nothing to a stage at rest."""
        with self._lock:
            if self._travel is None:
                return
            self._rest = self._place()
            self._travel = None
            rest = self._rest
        self._record.append("rest", self._clock.now(), at=rest.model_dump())

    def _place(self) -> StagePosition:
        return self._rest if self._travel is None else self._travel.at(self._clock.monotonic())

    def _refuse_unreachable(self, target: StagePosition) -> None:
        for name in ("x", "y", "z", "tilt", "rotation"):
            value = getattr(target, name)
            if name in self.axes:
                self.axes[name].check(name, value)
            elif value != 0.0:
                raise Unsupported(ability=f"a {name} other than 0", instrument="the simulated stage")

    def _missed(self, target: StagePosition, number: int) -> StagePosition:
        if self._repeatability == 0.0:
            return target
        noise = np.random.default_rng((self._seed, number)).standard_normal(2)
        miss = self._repeatability * np.clip(noise, -2.0, 2.0)
        return target.replace(x=target.x + float(miss[0]), y=target.y + float(miss[1]))

    def _follow(self, travel: StageTravel, number: int, watch: Watch) -> None:
        while True:
            watch.raise_if_cancelled()
            with self._lock:
                halted = self._travel is not travel
            if halted:
                raise OperationCancelled(action_id=f"stage-move-{number}", reason="the stage was halted")
            left = travel.began + travel.duration - self._clock.monotonic()
            if left <= 0:
                return
            watch.report(travel.share(self._clock.monotonic()))
            self._clock.sleep(min(left, self._look_interval))

    def _confirmed(self, target: StagePosition, watch: Watch) -> StagePosition:
        first = self.position()
        self._clock.sleep(SETTLE)
        watch.raise_if_cancelled()
        second = self.position()
        worst = max(abs(second.x - target.x), abs(second.y - target.y), abs(second.z - target.z))
        if self.moving() or first != second or worst > TOLERANCE:
            raise HardwareFault(vendor_code="STAGE_MISSED", vendor_text=f"the stage rests {quantity_text(worst, 'm')} from its target")
        return second
