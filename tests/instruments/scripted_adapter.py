"""A microscope for logic tests: it does what a script says, at once or when a gate opens, and keeps a list of what it did."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from fractoscope.instruments.protocols import Watch
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


class FakeClock:
    """Time that passes only when somebody sleeps or `advance` is called."""

    def __init__(self) -> None:
        self._seconds = 1000.0

    def monotonic(self):
        return self._seconds

    def now(self):
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self._seconds)

    def sleep(self, seconds: float):
        self._seconds += seconds

    advance = sleep


def capabilities(**changes: Any):
    metres = {"unit": "m", "speed": 1e-3}
    described = Capabilities(
        instrument="scripted 1",
        simulated=True,
        axes={
            "x": AxisRange(low=-0.01, high=0.01, **metres),
            "y": AxisRange(low=-0.01, high=0.01, **metres),
            "z": AxisRange(low=-0.002, high=0.002, **metres),
        },
        settings={
            "field_width": AxisRange(low=1e-6, high=0.02, unit="m"),
            "working_distance": AxisRange(low=2e-3, high=40e-3, unit="m"),
            "voltage": AxisRange(low=500.0, high=30e3, unit="V"),
            "current": AxisRange(low=1e-12, high=10e-9, unit="A"),
            "dwell_time": AxisRange(low=50e-9, high=1e-3, unit="s"),
            "columns": AxisRange(low=1, high=8192, unit="1"),
            "rows": AxisRange(low=1, high=8192, unit="1"),
        },
        detectors=("SE", "BSE"),
        bits=(8, 16),
        abilities=("set_beam", "autofocus", "autostigmate", "auto_contrast", "pump"),
    )
    return described.replace(**changes)


class ScriptedAdapter:
    """An `Adapter` that is its own stage, column, scanner and chamber.

    Attributes
    ----------
    gate
        Set: actions end at once. Cleared: they go on until it is set or they are cancelled.
    deaf
        True: an action does not look at its watch, like a vendor's call that hangs; it ends with the gate only.
    fault
        Raised by the next action.
    done
        What was carried out.
    """

    def __init__(self, described: Capabilities | None = None, clock: FakeClock = None) -> None:
        self.clock = clock or FakeClock()
        self.described = described or capabilities()
        self.gate = threading.Event()
        self.gate.set()
        self.begun = threading.Event()
        self.deaf = False
        self.fault = None
        self.done = []
        self.here = StagePosition(x=0.0, y=0.0)
        self.beam_now = BeamSettings()
        self.vacuum_now = VacuumState.PUMPED
        self.travelling = False
        self.in_scan = False
        self.width = 1e-3
        self.stage = self.column = self.scanner = self.chamber = self
        self.rng = np.random.default_rng(7)

    def describe(self):
        return self.described

    def position(self):
        return self.here

    def moving(self):
        return self.travelling

    def beam(self):
        return self.beam_now

    def scanning(self):
        return self.in_scan

    def field_width(self):
        return self.width

    def vacuum(self):
        return self.vacuum_now

    def halt(self):
        self.done.append("halt")
        self.travelling = False

    def end_scan(self):
        self.done.append("end_scan")
        self.in_scan = False

    def blank(self):
        self.done.append("blank")
        self.beam_now = self.beam_now.replace(blanked=True)

    def move(self, target: StagePosition, watch: Watch):
        self.travelling = True
        try:
            self._busy(watch)
        finally:
            self.travelling = False
        self.here = target
        self.done.append(("move", target.x, target.y))
        return target

    def set_beam(self, settings: BeamSettings):
        self.beam_now = settings
        self.done.append("set_beam")
        return settings

    def autofocus(self, field_width: float, watch: Watch):
        self._busy(watch)
        return self.beam_now

    def autostigmate(self, field_width: float, watch: Watch):
        self._busy(watch)
        return self.beam_now

    def adjust_contrast(self, field_width: float, scan: ScanSettings, watch: Watch):
        self._busy(watch)
        return scan.replace(brightness=0.5, contrast=0.5)

    def pump(self, watch: Watch):
        self.vacuum_now = VacuumState.PUMPING
        try:
            self._busy(watch)
            if self.vacuum_now is VacuumState.PUMPING:
                self.vacuum_now = VacuumState.PUMPED
        finally:
            self.end_pumping()
        self.done.append("pump")
        return self.vacuum_now

    def end_pumping(self):
        if self.vacuum_now is VacuumState.PUMPING:
            self.done.append("end_pumping")
            self.vacuum_now = VacuumState.VENTED

    def acquire(self, frame_id: str, field_width: float, scan: ScanSettings | None, watch: Watch):
        self.beam_now = self.beam_now.replace(blanked=False)
        self.in_scan = True
        self._busy(watch)
        self.in_scan = False
        self.blank()
        self.width = field_width
        self.done.append(("acquire", frame_id))
        return self.frame_of(frame_id, field_width, scan)

    def frame_of(self, frame_id: str, field_width: float = 1e-3, scan: ScanSettings | None = None):
        scan = scan or ScanSettings(columns=7, rows=5)
        pixels = self.rng.integers(0, 2**scan.bits, (scan.rows, scan.columns), dtype=np.uint8 if scan.bits == 8 else np.uint16)
        metadata = FrameMetadata(
            frame_id=frame_id,
            position=self.here,
            field_width=field_width,
            scan=scan,
            started=self.clock.now(),
            simulated=True,
            notes={"a": "µ"},
        )
        return Frame(pixels=pixels, metadata=metadata)

    def _busy(self, watch: Watch):
        watch.report(0.25)
        self.begun.set()
        if self.fault is not None:
            fault, self.fault = self.fault, None
            raise fault
        while not self.gate.wait(0.002):
            if not self.deaf:
                watch.raise_if_cancelled()
