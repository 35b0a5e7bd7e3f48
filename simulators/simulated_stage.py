"""Mechanics of the simulated microscope."""

from collections.abc import Mapping
from math import pi, radians
from threading import Lock

import numpy as np

from fractoscope.instruments.errors import HardwareFault, OperationCancelled, Unsupported
from fractoscope.instruments.protocols import Clock, Watch
from fractoscope.instruments.values import AxisRange, StagePosition, quantity_text
from fractoscope.simulators.physical_record import PhysicalRecord
from fractoscope.simulators.stage_imperfections import PERFECT, StageImperfections
from fractoscope.simulators.stage_travel import StageTravel
from fractoscope.simulators.table_offset import TableOffset

STAGE_AXES: Mapping[str, AxisRange] = {
    "x": AxisRange(low=-50e-3, high=50e-3, unit="m", speed=2e-3),
    "y": AxisRange(low=-50e-3, high=50e-3, unit="m", speed=2e-3),
    "z": AxisRange(low=-5e-3, high=5e-3, unit="m", speed=0.5e-3),
}
"""Travel of an ordinary motorised stage that neither tilts nor rotates."""

TURNING_AXES: Mapping[str, AxisRange] = {
    "tilt": AxisRange(low=radians(-10.0), high=radians(70.0), unit="rad", speed=radians(3.0)),
    "rotation": AxisRange(low=-pi, high=pi, unit="rad", speed=radians(12.0)),
}
"""What a eucentric stage turns besides: tilt about x, at the height of z = 0; rotation about the stage's centre, anticlockwise."""

TOLERANCE = 5e-6
"""How far from its target (m) an axis may stop."""

TURN_REPEATABILITY = 50e-6
"""Standard deviation (rad) of where tilt and rotation come to rest on a stage that misses."""

SETTLE = 0.05
"""Time (s) between the two looks that must both find the stage still."""


class SimulatedStage:
    """A stage that takes its time, misses a little, and can be halted half-way.

    What it reports is the read-back of encoders on its drives, which see every miss. Where the table is, is another thing: it
    strays by backlash, creep and drift, which no encoder sees and every frame shows.

    Parameters
    ----------
    clock
        Time in which it travels.
    record
        Where physical moves are written down; the stage stands where its last finished travel left it.
    repeatability
        Standard deviation (m) of where it comes to rest about the target, cut at twice that; 0 never misses.
    imperfections
        By how much the table strays from the read-back.
    seed
        Of misses and drifts: the n-th move of a specimen misses alike in every run.
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
        imperfections: StageImperfections = PERFECT,
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
        # What was left of a lag when the record ended has died away since.
        left = ends[-1] if ends else {}
        drifted = left.get("drifted", (0.0, 0.0))
        self._table = TableOffset(
            imperfections, clock.monotonic(), play=left.get("play", {}), drifted=(drifted[0], drifted[1]), heading=self._heading(0)
        )

    def position(self) -> StagePosition:
        """Return the position as read back by the encoders on the drives."""
        with self._lock:
            return self._place()

    def true_position(self) -> StagePosition:
        """Return where the table is."""
        with self._lock:
            return self._strayed(self._clock.monotonic())

    def drift(self, seconds: float) -> tuple[float, float]:
        """Return the mean velocity (m/s) in x and y with which the table strays from its read-back in the seconds to come."""
        if seconds <= 0.0:
            return 0.0, 0.0
        with self._lock:
            now = self._clock.monotonic()
            before, after = self._table.at(now, {}), self._table.at(now + seconds, {})
        return (after["x"] - before["x"]) / seconds, (after["y"] - before["y"]) / seconds

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
            If the target asks for an axis that does not move.
        OperationCancelled
            If the stage was halted or the watch said so; the stage then stands where it was caught.
        HardwareFault
            If the stage rests farther from the target than the tolerance.
        """
        self._refuse_unreachable(target)
        watch.raise_if_cancelled()
        start = self.position()
        number = self._record.append(
            "move", self._clock.now(), start=start.model_dump(), target=target.model_dump(), true_start=self.true_position().model_dump()
        )
        travel = StageTravel.plan(start, self._missed(target, number), self._clock.monotonic(), self.axes)
        with self._lock:
            self._table = self._table.departed(travel.began, travel.way(travel.began + travel.duration), self._heading(number))
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
            now = self._clock.monotonic()
            self._rest, self._table = self._travel.at(now), self._table.arrived(now, self._travel.way(now))
            self._travel = None
            rest, true, table = self._rest, self._strayed(now), self._table
        self._record.append(
            "rest",
            self._clock.now(),
            at=rest.model_dump(),
            true=true.model_dump(),
            play=dict(table.play),
            drifted=list(table.drifted),
        )

    def _place(self) -> StagePosition:
        return self._rest if self._travel is None else self._travel.at(self._clock.monotonic())

    def _strayed(self, now: float) -> StagePosition:
        place, way = (self._rest, {}) if self._travel is None else (self._travel.at(now), self._travel.way(now))
        offsets = self._table.at(now, way)
        return place.replace(**{axis: getattr(place, axis) + offset for axis, offset in offsets.items()})

    def _heading(self, number: int) -> float:
        return float(np.random.default_rng((self._seed, number, 1)).uniform(-pi, pi))

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
        # The first two numbers belong to x and y on every stage; an axis that cannot move cannot miss either.
        noise = np.clip(np.random.default_rng((self._seed, number)).standard_normal(4), -2.0, 2.0)
        spread = {"x": self._repeatability, "y": self._repeatability, "tilt": TURN_REPEATABILITY, "rotation": TURN_REPEATABILITY}
        misses = {axis: sigma * float(each) for (axis, sigma), each in zip(spread.items(), noise, strict=True) if axis in self.axes}
        return target.replace(**{axis: getattr(target, axis) + miss for axis, miss in misses.items()})

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
        worst = max(abs(getattr(second, axis) - getattr(target, axis)) for axis in ("x", "y", "z"))
        if self.moving() or first != second or worst > TOLERANCE:
            raise HardwareFault(vendor_code="STAGE_MISSED", vendor_text=f"the stage rests {quantity_text(worst, 'm')} from its target")
        return second
