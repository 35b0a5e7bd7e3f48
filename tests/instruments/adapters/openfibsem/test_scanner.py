"""Frames under fibsem: what was asked for, or a refusal, or a fault; the beam blanked whatever happens."""

import math
import threading
from typing import Any

import numpy as np
import pytest

from fractoscope.instruments.errors import HardwareFault, InterlockOpen, LimitExceeded, OperationCancelled, Unsupported
from fractoscope.instruments.values import ScanSettings, StagePosition

SCAN = ScanSettings(columns=384, rows=256)
WIDTH = 100e-6


def take(sem: Any, watch: Any, scan: Any = SCAN, width: Any = WIDTH):
    return sem.scanner.acquire("f", width, scan, watch)


def test_a_frame_tells_what_was_read_back(sem: Any, watch: Any):
    """Pins metadata that repeat the request: brightness and contrast are the driver's, not None."""
    sem.stage.move(StagePosition(x=1e-3, y=2e-3), watch)
    frame = take(sem, watch)
    told = frame.metadata
    assert (frame.pixels.shape, frame.pixels.dtype) == ((256, 384), np.uint8)
    assert (told.position, told.field_width) == (sem.stage.position(), WIDTH)
    assert 0.4 <= told.scan.brightness <= 0.6
    assert told.beam == sem.column.beam().replace(blanked=False)
    assert told.simulated is True
    assert told.dose == pytest.approx(100e-12 * 384 * 256 * 1e-6)
    assert told.notes["assumed"] == "scan.dwell_time"
    assert told.started <= told.ended
    assert told.started.utcoffset().total_seconds() == 0


def test_brightness_and_contrast_that_are_given_are_set_without_an_autocontrast(make: Any, watch: Any):
    """Pins an adjustment that scans the field once more although nobody asked, and two knobs that are swapped."""
    sem, driver = make(autocontrast=lambda *_: pytest.fail("nobody asked for it"))
    frame = take(sem, watch, SCAN.replace(brightness=0.3, contrast=0.7))
    assert (frame.metadata.scan.brightness, frame.metadata.scan.contrast) == (0.3, 0.7)
    assert (driver.electron_system.detector.brightness, driver.electron_system.detector.contrast) == (0.3, 0.7)


def test_the_detector_is_switched_to_the_signal_asked_for(make: Any, watch: Any):
    """Pins a backscattered frame that shows secondary electrons."""
    sem, driver = make()
    take(sem, watch, SCAN.replace(detector="BSE"))
    assert driver.electron_system.detector.mode == "BackscatteredElectrons"
    take(sem, watch)
    assert driver.electron_system.detector.mode == "SecondaryElectrons"


@pytest.mark.parametrize(
    ("scan", "width", "error"),
    [
        (SCAN, 1.0, LimitExceeded),
        (SCAN, 1e-9, LimitExceeded),
        (SCAN.replace(dwell_time=1.0), WIDTH, LimitExceeded),
        (SCAN.replace(columns=10000), WIDTH, LimitExceeded),
        (SCAN.replace(columns=1024, rows=768), WIDTH, Unsupported),
        (SCAN.replace(bits=16), WIDTH, Unsupported),
        (SCAN.replace(detector="InLens"), WIDTH, Unsupported),
    ],
)
def test_what_the_demo_would_accept_is_refused_and_nothing_is_set(make: Any, watch: Any, scan: Any, width: Any, error: Any):
    """Pins fields and rasters that a real driver clips or rejects half-way."""
    written = []
    sem, driver = make()
    driver.set = lambda *arguments: written.append(arguments)
    with pytest.raises(error):
        take(sem, watch, scan, width)
    assert written == []


@pytest.mark.parametrize(("key", "value", "says"), [("scan_rotation", math.pi, "scan rotation"), ("shift", (5e-6, 0.0), "beam shift")])
def test_a_turned_or_shifted_raster_is_an_open_interlock(make: Any, watch: Any, key: Any, value: Any, says: Any):
    """Pins frames whose centre is not the stage's position: every mosaic and every zoom is then wrong."""
    sem, driver = make()
    from fibsem.structures import Point

    setattr(driver.electron_system.beam, key, Point(*value) if key == "shift" else value)
    with pytest.raises(InterlockOpen) as refusal:
        take(sem, watch)
    assert says in refusal.value.interlock
    assert sem.column.beam().blanked


def test_a_full_turn_of_the_raster_is_none(make: Any, watch: Any):
    """Pins a refusal of what a driver writes as 360°."""
    sem, driver = make()
    driver.electron_system.beam.scan_rotation = 2 * math.pi
    assert take(sem, watch).pixels.size


def test_a_field_width_that_the_driver_clips_is_a_fault(make: Any, demo: Any, watch: Any):
    """Pins a scale that is wrong on every length: fibsem clips field widths without a word."""
    real = demo._set

    def clip(driver: Any, key: Any, value: Any, beam_type: Any = None):
        real(driver, key, min(value, 90e-6) if key == "hfw" else value, beam_type)

    sem, _ = make(_set=clip)
    with pytest.raises(HardwareFault, match="field width was to be 100 µm and reads 90 µm"):
        take(sem, watch)
    assert sem.column.beam().blanked


@pytest.mark.parametrize("key", ["detector_type", "detector_mode", "detector_brightness"])
def test_a_choice_that_the_driver_passes_over_is_a_fault(make: Any, demo: Any, watch: Any, key: Any):
    """Pins a frame of another detector than it says: fibsem warns in a log and goes on."""
    real = demo._set

    def drop(driver: Any, name: Any, value: Any, beam_type: Any = None):
        if name != key:
            real(driver, name, value, beam_type)

    sem, driver = make(_set=drop)
    driver.electron_system.detector.type = "TLD"
    driver.electron_system.detector.mode = "none"
    with pytest.raises(HardwareFault) as fault:
        take(sem, watch, SCAN.replace(brightness=0.1, contrast=0.1))
    assert fault.value.vendor_code == "read_back"


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data.astype(np.uint16)])
def test_another_picture_than_the_one_asked_for_is_a_fault(make: Any, demo: Any, watch: Any, change: Any):
    """Pins an incomplete frame, and grey levels of another depth."""

    def spoil(driver: Any, settings: Any):
        image = demo.acquire_image(driver, settings)
        image.data = change(image.data)
        return image

    sem, _ = make(acquire_image=spoil)
    with pytest.raises(HardwareFault, match="was asked for and one of"):
        take(sem, watch)
    assert sem.column.beam().blanked


def test_a_stage_that_moves_during_the_scan_is_a_fault(make: Any, demo: Any, watch: Any):
    """Pins a smeared frame that is stamped with one position; somebody at the microscope's own desk can do it."""

    def disturb(driver: Any, settings: Any):
        driver.stage_system.position.x += 50e-6
        return demo.acquire_image(driver, settings)

    sem, _ = make(acquire_image=disturb)
    with pytest.raises(HardwareFault, match="x moved by 50 µm during the scan"):
        take(sem, watch)


def test_a_failing_scan_leaves_the_beam_blanked_and_keeps_the_drivers_text(make: Any, watch: Any):
    """Pins a beam that burns on after an exception (SBEMimage #98)."""
    states = []

    def fail(driver: Any, settings: Any):
        states.append(driver.electron_system.blanked)
        raise RuntimeError("grab_frame: view is locked")

    sem, _ = make(acquire_image=fail)
    with pytest.raises(HardwareFault, match="grab_frame: view is locked") as fault:
        take(sem, watch)
    assert fault.value.vendor_code == "acquire_image: RuntimeError"
    assert states == [False], "the beam was on for the scan"
    assert sem.column.beam().blanked


class BlockedScan:
    """A frame that goes on until its gate opens, as a real driver's does until its end."""

    def __init__(self, make: Any, demo: Any, watch: Any, **methods: Any) -> None:
        self.entered, self.gate, self.errors = threading.Event(), threading.Event(), []

        def block(driver: Any, settings: Any):
            self.entered.set()
            assert self.gate.wait(10)
            driver.unblank(settings.beam_type)  # as a driver might that unblanks for its own frame
            return demo.acquire_image(driver, settings)

        self.sem, self.driver = make(acquire_image=block, **methods)
        self.thread = threading.Thread(target=self._take, args=(watch,))
        self.thread.start()
        assert self.entered.wait(10)

    def _take(self, watch: Any):
        try:
            take(self.sem, watch)
        except OperationCancelled as error:
            self.errors.append(error)

    def run_out(self):
        self.gate.set()
        for thread in threading.enumerate():
            if thread.name.startswith("openfibsem-"):
                thread.join(10)


def test_a_scan_that_is_ended_blanks_at_once_and_tells_that_the_driver_goes_on(make: Any, demo: Any, watch: Any):
    """Pins a stop that waits for the frame, and one that calls a scan ended that still runs."""
    scan = BlockedScan(make, demo, watch)
    assert scan.sem.scanner.scanning()
    assert not scan.sem.column.beam().blanked
    scan.sem.scanner.end_scan()
    assert scan.sem.column.beam().blanked
    scan.thread.join(10)
    assert [error.reason for error in scan.errors] == ["the scan was ended"]
    assert scan.sem.scanner.scanning(), "fibsem cannot end a frame"
    scan.run_out()
    assert not scan.sem.scanner.scanning()
    assert scan.sem.column.beam().blanked, "blanked again when the driver was done"


def test_a_cancelled_scan_is_left_at_once_with_the_beam_blanked(make: Any, demo: Any, watch: Any):
    """Pins an acquisition that looks at its watch only after the frame."""
    scan = BlockedScan(make, demo, watch)
    watch.error = OperationCancelled(action_id="a", reason="test")
    scan.thread.join(10)
    assert [error.reason for error in scan.errors] == ["test"]
    assert scan.sem.column.beam().blanked
    scan.run_out()


def test_the_next_action_waits_until_the_driver_is_free(make: Any, demo: Any, watch: Any):
    """Pins a stage that moves, or a second frame that begins, while the driver is still in the one that was given up."""
    moved = threading.Event()
    scan = BlockedScan(
        make, demo, watch, move_stage_absolute=lambda driver, position: moved.set() or demo.move_stage_absolute(driver, position)
    )
    scan.sem.scanner.end_scan()
    scan.thread.join(10)
    mover = threading.Thread(target=scan.sem.stage.move, args=(StagePosition(x=1e-4, y=0.0), watch))
    mover.start()
    assert not moved.wait(0.05)
    scan.run_out()
    mover.join(10)
    assert moved.is_set()


def test_a_stop_between_unblanking_and_scanning_leaves_the_beam_blanked(make: Any, demo: Any, watch: Any):
    """Pins an end that comes a moment too early and is undone by the unblanking it overtook."""
    sem, _ = make()
    real = sem.column.unblank

    def overtaken():
        sem.scanner.end_scan()
        real()

    sem.column.unblank = overtaken
    with pytest.raises(OperationCancelled, match="ended"):
        take(sem, watch)
    assert sem.column.beam().blanked


def test_the_drivers_autocontrast_is_read_back_for_the_scan_asked_for(make: Any, watch: Any):
    """Pins an auto contrast that answers with nothing, and one over a knob that the operator has set."""
    seen = []
    sem, driver = make(autocontrast=lambda driver, _: seen.append(driver.electron_system.blanked))
    found = sem.adjust_contrast(WIDTH, SCAN.replace(contrast=0.7), watch)
    assert seen == [False]
    assert found == SCAN.replace(brightness=driver.electron_system.detector.brightness, contrast=0.7)
    assert sem.column.beam().blanked


def test_an_autocontrast_that_ends_at_the_end_of_a_range_is_a_fault(make: Any, watch: Any):
    """Pins black frames that are reported as adjusted."""
    sem, _ = make(autocontrast=lambda driver, beam: driver.set_detector_contrast(1.0, beam))
    with pytest.raises(HardwareFault, match="an end of its range"):
        sem.adjust_contrast(WIDTH, SCAN, watch)
