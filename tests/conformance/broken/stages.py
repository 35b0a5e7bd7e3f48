"""Stages, each with one fault of a real adapter."""

from typing import Any

from fractoscope.instruments.errors import OperationCancelled
from fractoscope.instruments.protocols import Watch
from fractoscope.instruments.values import StagePosition

from .sound_sem import TICK, SoundSem


class ClipsTargets(SoundSem):
    """Knows narrower limits than it tells, and goes as far as they allow."""

    def set_off(self, target: StagePosition):
        return super().set_off(target.replace(x=min(target.x, 1.05e-3)))


class ReportsTheRequest(SoundSem):
    """Says that it reached what it was asked for."""

    def move(self, target: StagePosition, watch: Watch):
        super().move(target, watch)
        return target


class RemembersTheTarget(SoundSem):
    """Its position is where it was sent last, moving or not."""

    def position(self):
        return self.rest if self.travel is None else self.travel[1]


class IgnoresHalt(SoundSem):
    """Its software gives up; its motors run on."""

    def halt(self):
        if self.travel is not None and not self.moving():
            super().halt()


class SwallowsCancel(SoundSem):
    """Takes whatever interrupts a move for a hiccup, and tries again."""

    def move(self, target: StagePosition, watch: Watch):
        try:
            return super().move(target, watch)
        except OperationCancelled:
            travel = self.set_off(target)
            while self.clock.monotonic() < travel[2] + travel[3]:
                if self.travel is not travel:  # halted just after it set off: one more hiccup
                    travel = self.set_off(target)
                self.clock.sleep(TICK)
            return self.position()


class ReturnsEarly(SoundSem):
    """Counts a move as done once the motors have been told."""

    def move(self, target: StagePosition, watch: Watch):
        self.set_off(target)
        while self.clock.monotonic() < self.travel[2] + 0.9 * self.travel[3]:
            watch.raise_if_cancelled()
            self.clock.sleep(TICK / 10)
        return target


class SaysStillTooSoon(ReturnsEarly):
    """The same, and it never says that it moves."""

    def moving(self):
        return False


class DropsTilt(SoundSem):
    """Has a tilt axis that its vendor's call does not take."""

    def set_off(self, target: StagePosition):
        return super().set_off(target.replace(tilt=self.position().tilt))


class LevelsTilt(SoundSem):
    """Its vendor's call for x passes tilt 0."""

    def set_off(self, target: StagePosition):
        return super().set_off(target.replace(tilt=0.0 if target.x != self.position().x else target.tilt))


class MovesByTheTarget(SoundSem):
    """Takes an absolute target for a distance."""

    def set_off(self, target: StagePosition):
        here = self.position()
        return super().set_off(target.replace(y=here.y + (target.y - here.y) * 2))


class MovesTwice(SoundSem):
    """Takes up its backlash with a second move that nobody counted."""

    def move(self, target: StagePosition, watch: Watch):
        super().move(target.replace(x=target.x - 20e-6), watch)
        return super().move(target, watch)


class BlocksReadBacks(SoundSem):
    """One lock for everything: who asks for the position waits for the move."""

    def position(self):
        while self.travel is not None and self.reading_is_locked and self.moving():
            self.clock.sleep(TICK / 10)
        return super().position()

    reading_is_locked = False

    def arrive(self, travel: Any, watch: Watch):
        self.reading_is_locked = True
        try:
            super().arrive(travel, watch)
        finally:
            self.reading_is_locked = False
