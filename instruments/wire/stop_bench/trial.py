"""One stop, seen from the client and from the adapter."""

from typing import Any

from fractoscope.instruments.values import FrozenValue, SemState, StopReport
from fractoscope.instruments.wire.stop_bench.stopwatch import Moment


class Trial(FrozenValue):
    """What was done to a microscope at work, and when it took effect.

    Attributes
    ----------
    called, returned
        When the client called stop and had its answer (s of `perf_counter`).
    moments
        What stopped in the adapter from the call on.
    report
        The answer.
    after
        The microscope once the action that was under way had ended.
    ended
        What its caller was told of that action: `phase`, `outcome`, `error`, and `waiting_since`, when its call began.
    refused_later
        For a caller that stood still meanwhile: how its next action under the old lease was refused; None otherwise.
    """

    called: float
    returned: float
    moments: tuple[Moment, ...]
    report: StopReport
    after: SemState
    ended: dict[str, Any]
    refused_later: dict[str, Any] | None = None

    @property
    def met_the_action(self) -> bool:
        """True if the stage moved or the beam was on the specimen when the stop came; otherwise there was nothing to measure."""
        return bool(self.moments) and self.ended["waiting_since"] < self.called

    @property
    def latency(self) -> float:
        """Seconds from the call to the last thing that had to be stopped."""
        return max(moment.time for moment in self.moments) - self.called

    @property
    def whole_call(self) -> float:
        """Seconds from the call to the answer, which comes after the read-back."""
        return self.returned - self.called

    @property
    def left_at_rest(self) -> bool:
        """True if the report says that all is at rest, and nothing stirred after it."""
        report, after = self.report, self.after
        told = report.halted and report.scan_ended and report.blanked
        return told and not after.moving and not after.scanning and after.beam.blanked and after.position == report.position
