"""Scanners and columns, each with one fault of a real adapter."""

from datetime import datetime
from typing import Any

import numpy as np

from fractoscope.instruments.errors import OperationCancelled
from fractoscope.instruments.protocols import Watch
from fractoscope.instruments.values import BeamSettings, ScanSettings

from .sound_sem import TICK, SoundSem


class ForgetsToBlank(SoundSem):
    """Leaves the beam where the last pixel was."""

    def end_scan(self):
        self.run = None


class LeavesTheScanRunning(SoundSem):
    """Hands a frame over and scans on, as a live view does."""

    def acquire(self, *args: Any):
        frame = super().acquire(*args)
        self.run = object()
        return frame


class ScansOnAfterStop(SoundSem):
    """Its vendor ends a scan at the end of the frame only."""

    def end_scan(self):
        if self.run is None or not self.under_way:
            super().end_scan()

    under_way = False

    def expose(self, frame_id: str, field_width: float, scan: ScanSettings, watch: Watch):
        self.under_way = True
        self.run = object()
        self.record.append("scan", self.now(), frame=frame_id)
        self.width = field_width
        self.beam_now = self.beam_now.replace(blanked=False)
        ends = self.clock.monotonic() + scan.pixels * scan.dwell_time
        try:
            while self.clock.monotonic() < ends:
                self.clock.sleep(TICK)
                self.beam_now = self.beam_now.replace(blanked=False)
        finally:
            self.under_way = False


class SwallowsScanCancel(SoundSem):
    """Takes whatever interrupts a scan for a hiccup, and scans again to the end."""

    def expose(self, frame_id: str, field_width: float, scan: ScanSettings, watch: Watch):
        try:
            super().expose(frame_id, field_width, scan, watch)
        except OperationCancelled:
            ends = self.clock.monotonic() + scan.pixels * scan.dwell_time
            while self.clock.monotonic() < ends:
                self.run = object()
                self.beam_now = self.beam_now.replace(blanked=False)
                self.clock.sleep(TICK)


class StampsReal(SoundSem):
    """A simulator whose frames pass for data."""

    def stamp(self, *args: Any):
        return super().stamp(*args).replace(simulated=False)


class StampsTheDefaultBeam(SoundSem):
    """Stamps the settings of the start, not those in force."""

    def stamp(self, *args: Any):
        return super().stamp(*args).replace(beam=BeamSettings(voltage=20e3))


class StampsTheRequestedField(SoundSem):
    """Scans half as wide as it says."""

    def pixels(self, field_width: float, scan: ScanSettings):
        return super().pixels(min(field_width, 150e-6), scan)


class StampsLocalTime(SoundSem):
    """Its times have no zone."""

    def now(self):
        return super().now().replace(tzinfo=None)


class ReturnsThePreviousFrame(SoundSem):
    """Reads the vendor's buffer before the new frame is in it."""

    buffer = None

    def pixels(self, field_width: float, scan: ScanSettings):
        before, self.buffer = self.buffer, super().pixels(field_width, scan)
        return before if before is not None and before.shape == self.buffer.shape and before.dtype == self.buffer.dtype else self.buffer


class ReusesItsBuffer(SoundSem):
    """Every frame is the same array."""

    buffers: dict

    def pixels(self, field_width: float, scan: ScanSettings):
        self.buffers = getattr(self, "buffers", {})
        fresh = super().pixels(field_width, scan)
        buffer = self.buffers.setdefault((fresh.shape, fresh.dtype), fresh)
        buffer[...] = fresh
        return buffer


class LosesALine(SoundSem):
    """Off by one."""

    def pixels(self, field_width: float, scan: ScanSettings):
        return super().pixels(field_width, scan)[:-1]


class SwapsRowsAndColumns(SoundSem):
    """The vendor's array runs the other way."""

    def pixels(self, field_width: float, scan: ScanSettings):
        return np.ascontiguousarray(super().pixels(field_width, scan).T)


class Holds8BitsIn16(SoundSem):
    """Widens the array and not the values."""

    def pixels(self, field_width: float, scan: ScanSettings):
        return super().pixels(field_width, scan.replace(bits=8)).astype(np.uint8 if scan.bits == 8 else np.uint16)


class IsBlank(SoundSem):
    """Its detector is off."""

    def pixels(self, field_width: float, scan: ScanSettings):
        return np.zeros_like(super().pixels(field_width, scan))


class EndsBlank(SoundSem):
    """Grabs before the scan is complete."""

    def pixels(self, field_width: float, scan: ScanSettings):
        pixels = super().pixels(field_width, scan)
        pixels[-scan.rows // 6 :] = 0
        return pixels


class MirrorsX(SoundSem):
    """Its picture is a mirror image."""

    def pixels(self, field_width: float, scan: ScanSettings):
        return np.ascontiguousarray(super().pixels(field_width, scan)[:, ::-1])


class TurnsYUpsideDown(SoundSem):
    """Its rows run upwards."""

    def pixels(self, field_width: float, scan: ScanSettings):
        return np.ascontiguousarray(super().pixels(field_width, scan)[::-1])


class ScansTwice(SoundSem):
    """Warms the scan coils up with a frame that nobody asked for."""

    def expose(self, *args: Any):
        super().expose(*args)
        super().expose(*args)


class CountsDoseTwice(SoundSem):
    """Adds the charge at the start and at the end."""

    def stamp(self, frame_id: str, field_width: float, scan: ScanSettings, started: datetime, dose: float):
        return super().stamp(frame_id, field_width, scan, started, 2 * dose)


class CountsNoDose(SoundSem):
    """Its frames cost nothing."""

    def stamp(self, frame_id: str, field_width: float, scan: ScanSettings, started: datetime, dose: float):
        return super().stamp(frame_id, field_width, scan, started, 0.0)


class ProgressJumpsBack(SoundSem):
    """Reports the progress of each strip and not of the frame."""

    def expose(self, frame_id: str, field_width: float, scan: ScanSettings, watch: Watch):
        super().expose(frame_id, field_width, scan, StripWatch(watch))


class StripWatch:
    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.raise_if_cancelled = watch.raise_if_cancelled

    def report(self, progress: float):
        self.watch.report(progress * 4 % 1)
