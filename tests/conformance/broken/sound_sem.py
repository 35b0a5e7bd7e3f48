"""A small microscope that does everything right, for others to do one thing wrong."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from fractoscope.instruments.errors import OperationCancelled
from fractoscope.instruments.protocols import Clock, Watch
from fractoscope.instruments.values import (
    AxisRange,
    BeamSettings,
    Capabilities,
    Frame,
    FrameMetadata,
    ScanSettings,
    StagePosition,
    VacuumState,
)
from fractoscope.simulators.physical_record import PhysicalRecord

AXES = {
    "x": AxisRange(low=-20e-3, high=20e-3, unit="m", speed=1e-3),
    "y": AxisRange(low=-20e-3, high=20e-3, unit="m", speed=1e-3),
    "z": AxisRange(low=-5e-3, high=5e-3, unit="m", speed=1e-3),
    "tilt": AxisRange(low=-0.2, high=1.2, unit="rad", speed=0.05),
    "rotation": AxisRange(low=-3.1, high=3.1, unit="rad", speed=0.1),
}
SETTINGS = {
    "field_width": AxisRange(low=1e-6, high=5e-3, unit="m"),
    "dwell_time": AxisRange(low=1e-7, high=1e-3, unit="s"),
    "columns": AxisRange(low=16, high=1024, unit="1"),
    "rows": AxisRange(low=16, high=1024, unit="1"),
    "working_distance": AxisRange(low=3e-3, high=40e-3, unit="m"),
    "voltage": AxisRange(low=500.0, high=30e3, unit="V"),
    "current": AxisRange(low=1e-12, high=10e-9, unit="A"),
}
NAMES = ("x", "y", "z", "tilt", "rotation")
TICK = 0.02
MISS = 0.3e-6


class SoundSem:
    """Stage, column, scanner and chamber in one, on a clock that can be held."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.record = PhysicalRecord()
        self.rest = StagePosition(x=1e-3, y=-2e-3, tilt=0.05)
        self.travel = None
        self.beam_now = BeamSettings()
        self.run = None
        self.width = 150e-6
        self.stage = self.column = self.scanner = self.chamber = self
        waves = np.random.default_rng(11)
        length, angle = np.geomspace(6e-6, 120e-6, 40), waves.uniform(0, np.pi, 40)
        self.waves = (2 * np.pi / length * np.cos(angle), 2 * np.pi / length * np.sin(angle), waves.uniform(0, 2 * np.pi, 40))

    def describe(self):
        return Capabilities(
            instrument="sound 1",
            simulated=True,
            axes=AXES,
            settings=SETTINGS,
            detectors=("SE", "BSE"),
            bits=(8, 16),
            abilities=("set_beam", "autofocus"),
        )

    def vacuum(self):
        return VacuumState.PUMPED

    # Stage

    def position(self):
        if self.travel is None:
            return self.rest
        start, target, began, duration = self.travel
        share = min((self.clock.monotonic() - began) / duration, 1.0)
        return StagePosition(**{name: (1 - share) * getattr(start, name) + share * getattr(target, name) for name in NAMES})

    def moving(self):
        return self.travel is not None and self.clock.monotonic() < self.travel[2] + self.travel[3]

    def halt(self):
        if self.travel is not None:
            self.rest, self.travel = self.position(), None

    def set_off(self, target: StagePosition):
        """Begin to travel to just beside the target."""
        start, aim = self.position(), target.replace(x=target.x + MISS)
        self.record.append("move", self.now(), target=target.model_dump())
        duration = max(abs(getattr(aim, name) - getattr(start, name)) / AXES[name].speed for name in NAMES)
        self.travel = (start, aim, self.clock.monotonic(), max(duration, 1e-6))
        return self.travel

    def move(self, target: StagePosition, watch: Watch):
        travel = self.set_off(target)
        try:
            self.arrive(travel, watch)
        finally:
            self.halt()
        self.record.append("rest", self.now(), at=self.rest.model_dump())
        return self.position()

    def arrive(self, travel: Any, watch: Watch):
        while self.travel is travel and self.moving():
            watch.raise_if_cancelled()
            watch.report(min(1.0, (self.clock.monotonic() - travel[2]) / travel[3]))
            self.clock.sleep(TICK)
        if self.travel is not travel:
            raise OperationCancelled(action_id="move", reason="the stage was halted")
        watch.raise_if_cancelled()

    # Column

    def beam(self):
        return self.beam_now

    def set_beam(self, settings: BeamSettings):
        step = 1e-7
        self.beam_now = settings.replace(working_distance=round(settings.working_distance / step) * step + step / 10)
        return self.beam_now

    def autofocus(self, field_width: float, watch: Watch):
        for _ in range(5):
            watch.raise_if_cancelled()
            self.clock.sleep(TICK)
        return self.set_beam(self.beam_now.replace(working_distance=11e-3, blanked=True))

    def blank(self):
        self.beam_now = self.beam_now.replace(blanked=True)

    # Scanner

    def scanning(self):
        return self.run is not None

    def end_scan(self):
        self.run = None
        self.blank()

    def field_width(self):
        return self.width

    def acquire(self, frame_id: str, field_width: float, scan: ScanSettings, watch: Watch):
        started, began = self.now(), self.clock.monotonic()
        try:
            self.expose(frame_id, field_width, scan, watch)
        finally:
            self.end_scan()
        dose = self.beam_now.current * (self.clock.monotonic() - began)
        return Frame(pixels=self.pixels(field_width, scan), metadata=self.stamp(frame_id, field_width, scan, started, dose))

    def expose(self, frame_id: str, field_width: float, scan: ScanSettings, watch: Watch):
        """Have the beam on the specimen for as long as a scan takes."""
        self.record.append("scan", self.now(), frame=frame_id)
        self.width = field_width
        self.run = run = object()
        self.beam_now = self.beam_now.replace(blanked=False)
        duration, began = scan.pixels * scan.dwell_time, self.clock.monotonic()
        while (left := began + duration - self.clock.monotonic()) > 1e-12:
            watch.raise_if_cancelled()
            if self.run is not run:
                raise OperationCancelled(action_id=frame_id, reason="the scan was ended")
            watch.report(max(0.0, 1 - left / duration))
            self.clock.sleep(min(left, TICK))

    def pixels(self, field_width: float, scan: ScanSettings):
        pitch, place = field_width / scan.columns, self.position()
        x = place.x + (np.arange(scan.columns) - (scan.columns - 1) / 2) * pitch
        y = place.y - (np.arange(scan.rows) - (scan.rows - 1) / 2) * pitch
        kx, ky, phase = self.waves
        signal = np.cos(kx * x[None, :, None] + ky * y[:, None, None] + phase).sum(axis=2) / 20
        noise = np.random.default_rng(len(self.record.lines())).standard_normal(signal.shape) * 0.02
        grey = np.clip(0.5 + 0.3 * signal + noise, 0, 1) * (2**scan.bits - 1)
        return grey.astype(np.uint8 if scan.bits == 8 else np.uint16)

    def stamp(self, frame_id: str, field_width: float, scan: ScanSettings, started: datetime, dose: float):
        return FrameMetadata(
            frame_id=frame_id,
            position=self.position(),
            field_width=field_width,
            scan=scan,
            beam=self.beam_now,
            started=started,
            ended=self.now(),
            instrument="sound 1",
            simulated=True,
            dose=dose,
        )

    def now(self):
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.clock.monotonic())
