"""Columns, autofocus and descriptions, each with one fault of a real adapter."""

from typing import Any, ClassVar

from fractoscope.instruments.protocols import Clock, Watch
from fractoscope.instruments.values import AxisRange, BeamSettings, Capabilities, ScanSettings, StagePosition

from .sound_sem import AXES, SETTINGS, SoundSem


class ReportsTheRequestedBeam(SoundSem):
    """Says that it set what it was asked for."""

    def set_beam(self, settings: BeamSettings):
        super().set_beam(settings)
        return settings


class ResetsTheStigmators(SoundSem):
    """Its vendor's focus call takes the stigmators along."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.beam_now = self.beam_now.replace(stigmator_x=0.2)

    def set_beam(self, settings: BeamSettings):
        return super().set_beam(settings.replace(stigmator_x=0.0))


class FocusesNothing(SoundSem):
    """Passes a change of focus over."""

    def set_beam(self, settings: BeamSettings):
        return self.beam_now


class SettingUnblanks(SoundSem):
    """The beam comes on when something is set."""

    def set_beam(self, settings: BeamSettings):
        return super().set_beam(settings.replace(blanked=False))


class AnnouncesAutofocus(SoundSem):
    """Announces what it does not have."""

    autofocus = None


class FocusLeavesTheBeamOn(SoundSem):
    """Its autofocus ends as it looked last."""

    def autofocus(self, field_width: float, watch: Watch):
        super().autofocus(field_width, watch)
        self.beam_now = self.beam_now.replace(blanked=False)
        return self.beam_now


class Describes(SoundSem):
    """Says something else of itself."""

    changes: ClassVar[dict[str, Any]] = {}

    def describe(self):
        return Capabilities(**{**dict(super().describe()), **self.changes})


class GuessesTravel(Describes):
    """Did not find the vendor's limits and made some up."""

    changes: ClassVar = {"axes": {**AXES, "x": AxisRange(low=-1e3, high=1e3, unit="m", speed=1e-3)}}


class GuessesResolutions(Describes):
    """Announces frames that its scan generator cannot make."""

    changes: ClassVar = {"settings": {**SETTINGS, "columns": AxisRange(low=1, high=4096, unit="1")}}

    def acquire(self, frame_id: str, field_width: float, scan: ScanSettings, watch: Watch):
        for name in ("columns", "rows"):
            SETTINGS[name].check(name, getattr(scan, name))
        return super().acquire(frame_id, field_width, scan, watch)


class TravelsInMillimetres(Describes):
    """Hands the vendor's numbers on as they are."""

    changes: ClassVar = {"axes": {**AXES, "y": AxisRange(low=-50.0, high=50.0, unit="mm", speed=2.0)}}


class KnowsNoSpeed(Describes):
    """Leaves out how fast it is."""

    changes: ClassVar = {"axes": {**AXES, "x": AxisRange(low=-20e-3, high=20e-3, unit="m")}}


class GuessesSpeed(Describes):
    """Announces a speed that its motors do not have."""

    changes: ClassVar = {"axes": {**AXES, "x": AxisRange(low=-20e-3, high=20e-3, unit="m", speed=0.9)}}

    def set_off(self, target: StagePosition):
        start, aim, began, duration = super().set_off(target)
        self.travel = (start, aim, began, 60 * duration)
        return self.travel


class HasNoFieldWidth(Describes):
    """Leaves out a range that every frame needs."""

    changes: ClassVar = {"settings": {name: limits for name, limits in SETTINGS.items() if name != "field_width"}}


class StartsWithTheBeamOn(SoundSem):
    """Comes up with the beam on the specimen."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.beam_now = self.beam_now.replace(blanked=False)
