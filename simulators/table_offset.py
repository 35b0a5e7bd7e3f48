"""How far the table of a stage stands from its read-back, as a function of time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import copysign, cos, exp, sin

from fractoscope.simulators.stage_imperfections import PERFECT, StageImperfections

Offsets = Mapping[str, float]
"""By axis, in m or rad; an axis that is absent has none."""


@dataclass(frozen=True)
class TableOffset:
    """The sum of play, lag and drift between two events of the drives; each event gives the next one.

    The play is that of a drive with backlash b (the play operator of hysteresis): the table may stand anywhere within b/2 of the
    drive, and is pushed along by whichever flank touches. The lag goes exponentially to where it is pulled: behind a drive that
    travels, to nothing under one that stands. The drift goes on through moves, for the encoders do not see it.

    Attributes
    ----------
    imperfections
        Sizes and times.
    began
        Clock time of the event (s).
    play
        Offset of the table within the backlash at the event (m, rad).
    lag, pull
        Lag at the event, and to where it goes (m, rad).
    drifted
        Drift up to the event in x and y (m).
    heading
        Direction of the drift (rad).
    """

    imperfections: StageImperfections = PERFECT
    began: float = 0.0
    play: Offsets = field(default_factory=dict)
    lag: Offsets = field(default_factory=dict)
    pull: Offsets = field(default_factory=dict)
    drifted: tuple[float, float] = (0.0, 0.0)
    heading: float = 0.0

    def at(self, time: float, way: Offsets) -> dict[str, float]:
        """Return the offsets at a clock time.

        Parameters
        ----------
        time
            Not before `began` (s).
        way
            How far the drives have gone since, each in one direction.
        """
        play, lag, (drift_x, drift_y) = self._play_after(way), self._lag_at(time), self._drifted_at(time)
        offsets = {axis: play.get(axis, 0.0) + lag.get(axis, 0.0) for axis in {**play, **lag}}
        return {**offsets, "x": offsets.get("x", 0.0) + drift_x, "y": offsets.get("y", 0.0) + drift_y}

    def departed(self, time: float, way: Offsets, heading: float) -> "TableOffset":
        """Return what holds from when the drives set off, each to go a certain way; the drift heads elsewhere from now on."""
        pull = {axis: -copysign(size, way[axis]) for axis, size in self.imperfections.creep.items() if way.get(axis, 0.0) != 0.0}
        return replace(self, began=time, lag=self._lag_at(time), pull=pull, drifted=self._drifted_at(time), heading=heading)

    def arrived(self, time: float, way: Offsets) -> "TableOffset":
        """Return what holds from when the drives stand, after a certain way."""
        play, lag, drifted = self._play_after(way), self._lag_at(time), self._drifted_at(time)
        return replace(self, began=time, play=play, lag=lag, pull={}, drifted=drifted)

    def _play_after(self, way: Offsets) -> dict[str, float]:
        backlash = self.imperfections.backlash
        return {axis: min(max(self.play.get(axis, 0.0) - way.get(axis, 0.0), -b / 2), b / 2) for axis, b in backlash.items()}

    def _lag_at(self, time: float) -> dict[str, float]:
        left = exp(-(time - self.began) / self.imperfections.creep_time)
        ends = {axis: self.pull.get(axis, 0.0) for axis in {**self.lag, **self.pull}}
        return {axis: end + (self.lag.get(axis, 0.0) - end) * left for axis, end in ends.items()}

    def _drifted_at(self, time: float) -> tuple[float, float]:
        faults, elapsed = self.imperfections, time - self.began
        way = faults.steady_drift * elapsed + faults.fresh_drift * faults.drift_time * (1.0 - exp(-elapsed / faults.drift_time))
        return self.drifted[0] + way * cos(self.heading), self.drifted[1] + way * sin(self.heading)
