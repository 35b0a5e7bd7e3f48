"""A microscope that does whatever it is told and writes down each physical effect: what the rules above it are checked against."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

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

from .limits import COLUMNS, ROWS, WORKING_DISTANCE

QUARTERS = 4
"""Steps in which a move or a scan goes on, each when the test lets it."""

PATIENCE = 10.0
"""Seconds of real time after which a test that waits for the microscope has failed."""


@dataclass(frozen=True)
class Event:
    """What happened at a moment, and how the microscope stood then.

    Attributes
    ----------
    kind
        move, way, rest, scan, line, scan_end, beam or focus.
    time
        Clock time (s).
    position, beam, field_width, scan
        The truth at that moment; the last two are those of the scan under way or last done.
    scanning
        True while the beam scans.
    asked
        What came with the call: a target, settings, a frame's id or a field width.
    """

    kind: str
    time: float
    position: StagePosition
    beam: BeamSettings
    field_width: float
    scan: ScanSettings
    scanning: bool
    asked: Any = None


class RecordingMicroscope:
    """An `Adapter` that is its own stage, column, scanner and chamber, without a limit or a rule of its own.

    Attributes
    ----------
    events
        All that happened, in order.
    entered
        How many blocking calls began.
    pixels
        Of every frame handed out whole, by its id.
    fault
        Raised by the next blocking call half-way, with the stage travelling and the beam on, as a driver does that dies.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.events: list[Event] = []
        self.entered = 0
        self.pixels: dict[str, np.ndarray] = {}
        self.fault: Exception | None = None
        self.vacuum_now = VacuumState.PUMPED
        self.stage = self.column = self.scanner = self.chamber = self
        self._here = StagePosition(x=0.0, y=0.0)
        self._beam = BeamSettings()
        self._width = 1e-4
        self._scan = ScanSettings(columns=8, rows=8)
        self._travelling = self._in_scan = self._busy = False
        self._permits = 0
        self._changed = threading.Condition()

    def describe(self):
        wide = {"low": -1.0, "high": 1.0, "unit": "m", "speed": 1e-3}
        return Capabilities(
            instrument="recording 1",
            simulated=True,
            axes={"x": AxisRange(**wide), "y": AxisRange(**wide), "z": AxisRange(**wide)},
            settings={
                "field_width": AxisRange(low=1e-9, high=1.0, unit="m"),
                "working_distance": AxisRange(low=1e-6, high=WORKING_DISTANCE[1], unit="m"),
                "voltage": AxisRange(low=1.0, high=1e6, unit="V"),
                "current": AxisRange(low=1e-15, high=1.0, unit="A"),
                "dwell_time": AxisRange(low=1e-9, high=10.0, unit="s"),
                "columns": AxisRange(low=1, high=COLUMNS, unit="1"),
                "rows": AxisRange(low=1, high=ROWS, unit="1"),
            },
            detectors=("SE", "BSE"),
            bits=(8,),
            abilities=("set_beam", "autofocus"),
        )

    def position(self):
        return self._here

    def moving(self):
        return self._travelling

    def beam(self):
        return self._beam

    def scanning(self):
        return self._in_scan

    def field_width(self):
        return self._width

    def vacuum(self):
        return self.vacuum_now

    def halt(self):
        with self._changed:
            if self._travelling:
                self._travelling = False
                self._note("rest")
            self._changed.notify_all()

    def end_scan(self):
        with self._changed:
            if self._in_scan:
                self._beam = self._beam.replace(blanked=True)
                self._in_scan = False
                self._note("scan_end")
            self._changed.notify_all()

    def blank(self):
        with self._changed:
            self._beam = self._beam.replace(blanked=True)

    def set_beam(self, settings: BeamSettings):
        with self._changed:
            self._beam = settings
            self._note("beam", settings)
        return settings

    def move(self, target: StagePosition, watch: Watch):
        start = self._here
        with self._changed:
            self._travelling = True
            self._note("move", target)
        for quarter in self._quarters(watch, lambda: self._travelling):
            share = quarter / QUARTERS
            between = {name: value + share * (getattr(target, name) - value) for name, value in start}
            self._here = target if quarter == QUARTERS else StagePosition(**between)
            self._note("way")
        self.halt()
        return self._here

    def acquire(self, frame_id: str, field_width: float, scan: ScanSettings, watch: Watch):
        self._expose("scan", frame_id, field_width, scan, watch)
        # Allocated before anything else, so that a size which the rules let pass would really be tried.
        pixels = np.zeros((scan.rows, scan.columns), np.uint8)
        seed = hashlib.sha256(f"{frame_id} {self.clock.monotonic()} {len(self.events)}".encode()).digest()
        pixels[:] = np.random.default_rng(list(seed)).integers(0, 256, pixels.shape, dtype=np.uint8)
        self.pixels[frame_id] = pixels.copy()
        metadata = FrameMetadata(frame_id=frame_id, position=self._here, field_width=field_width, scan=scan, simulated=True)
        return Frame(pixels=pixels, metadata=metadata)

    def autofocus(self, field_width: float, watch: Watch):
        self._expose("focus", field_width, field_width, ScanSettings(columns=8, rows=8), watch)
        return self._beam

    @property
    def busy(self):
        """True while a blocking call is inside."""
        return self._busy

    def go_on(self, quarters: int):
        """Let the present call go on by so many quarters, and return once it has, or is over."""
        with self._changed:
            self._permits += quarters
            self._changed.notify_all()
            assert self._changed.wait_for(lambda: self._permits == 0 or not self._busy, PATIENCE)

    def await_entry(self, calls: int):
        """Return once so many blocking calls have begun."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.entered >= calls, PATIENCE), "an accepted action does not begin"

    def _expose(self, kind: str, asked: Any, field_width: float, scan: ScanSettings, watch: Watch):
        with self._changed:
            self._width, self._scan = field_width, scan
            self._in_scan = True
            self._beam = self._beam.replace(blanked=False)
            self._note(kind, asked)
        for _ in self._quarters(watch, lambda: self._in_scan):
            self._note("line")
        self.end_scan()

    def _quarters(self, watch: Watch, goes_on: Callable[[], bool]):
        """Count the quarters up, each once it may begin; less of them if halted, which is returned from in good order."""
        with self._changed:
            self._permits, self._busy = 0, True
            self.entered += 1
            self._changed.notify_all()
        try:
            for quarter in range(1, QUARTERS + 1):
                with self._changed:
                    while goes_on() and self._permits == 0:
                        self._changed.wait(0.002)
                        watch.raise_if_cancelled()
                    if not goes_on():
                        return
                    self._break_if_told(quarter)
                    yield quarter
                    watch.report(quarter / QUARTERS)
                    self._permits -= 1
                    # With the last quarter the call is as good as over: whoever waited for it sees both at once.
                    self._busy = quarter < QUARTERS
                    self._changed.notify_all()
        finally:
            with self._changed:
                self._permits, self._busy = 0, False
                self._changed.notify_all()

    def _break_if_told(self, quarter: int):
        if self.fault is not None and quarter == QUARTERS // 2:
            fault, self.fault = self.fault, None
            raise fault

    def _note(self, kind: str, asked: Any = None):
        event = Event(kind, self.clock.monotonic(), self._here, self._beam, self._width, self._scan, self._in_scan, asked)
        self.events.append(event)
