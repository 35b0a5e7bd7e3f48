"""Frames of a microscope under fibsem."""

from typing import Any

import numpy as np

from fractoscope.instruments.adapters.openfibsem.beam_window import BeamWindow
from fractoscope.instruments.adapters.openfibsem.column import FibsemColumn
from fractoscope.instruments.adapters.openfibsem.connection import Connection
from fractoscope.instruments.adapters.openfibsem.instrument_limits import InstrumentLimits
from fractoscope.instruments.adapters.openfibsem.read_back import require_read_back
from fractoscope.instruments.adapters.openfibsem.signals import Signals
from fractoscope.instruments.adapters.openfibsem.stage import FibsemStage
from fractoscope.instruments.adapters.openfibsem.steady import require_steady
from fractoscope.instruments.adapters.openfibsem.undistorted_view import require_undistorted_view
from fractoscope.instruments.adapters.openfibsem.vendor_call import vendor_call
from fractoscope.instruments.errors import HardwareFault, Unsupported
from fractoscope.instruments.protocols import Clock, Watch
from fractoscope.instruments.values import Frame, FrameMetadata, Pixels, ScanSettings

BITS = 8
"""Depth of the pixels: fibsem asks its drivers for no other."""

SAME_WIDTH = 1e-3
"""Relative difference of a field width from the one asked for that is rounding and no clipping."""


class FibsemScanner:
    """Scan generator and detector.

    Parameters
    ----------
    connection
        The microscope.
    window, stage, column, signals
        Its other parts.
    limits
        Ranges of a scan.
    clock
        For the stamps.
    """

    def __init__(
        self,
        connection: Connection,
        window: BeamWindow,
        stage: FibsemStage,
        column: FibsemColumn,
        signals: Signals,
        limits: InstrumentLimits,
        clock: Clock,
    ) -> None:
        self._connection = connection
        self._window = window
        self._stage = stage
        self._column = column
        self._signals = signals
        self._limits = limits
        self._clock = clock

    def field_width(self) -> float:
        """Return the horizontal field width in force (m)."""
        with vendor_call("get hfw"):
            return float(self._connection.driver.get("hfw", self._connection.library.electron))

    def scanning(self) -> bool:
        """Return True while the driver scans, also when a scan that was ended runs out with the beam blanked."""
        return self._window.open

    def end_scan(self) -> None:
        """Blank the beam and drop the frame, at once; the driver's call itself cannot be ended."""
        self._window.end()

    def acquire(self, frame_id: str, field_width: float, scan: ScanSettings, watch: Watch) -> Frame:
        """Set up, unblank, scan, blank, and return the picture with what was read back around the scan.

        Brightness and contrast that are None are found by the driver's autocontrast, which scans the field once more.

        Raises
        ------
        LimitExceeded, Unsupported
            If a setting is out of range or not on offer; nothing was set.
        InterlockOpen
            If scan rotation or beam shift would put the frame elsewhere than its position says.
        OperationCancelled
            If the scan was ended early.
        HardwareFault
            If the driver fails, sets something else than it was asked for, or returns another picture.
        """
        self._refuse_impossible(field_width, scan)
        self._window.wait_until_free(watch)
        require_undistorted_view(self._connection)
        self.set_field_width(field_width)
        self._signals.select(scan.detector)
        self._adjust(scan, watch)
        before, beam = self._stage.position(), self._column.beam()
        started = self._clock.now()
        settings = self._image_settings(field_width, scan)
        driver, expected = self._connection.driver, scan.pixels * scan.dwell_time
        image = self._window.expose("acquire_image", lambda: driver.acquire_image(settings), watch, expected)
        ended = self._clock.now()
        position, beam_after, width = self._stage.position(), self._column.beam(), self.field_width()
        require_steady(before, position, beam, beam_after)
        require_read_back("field width", field_width, width, "m", relative=SAME_WIDTH)
        pixels = self._pixels(image, scan)
        require_read_back("pixel size", width / scan.columns, float(image.metadata.pixel_size.x), "m", relative=0.01)
        metadata = FrameMetadata(
            frame_id=frame_id,
            position=position,
            field_width=width,
            scan=self._achieved(scan),
            beam=beam_after.replace(blanked=False),
            started=started,
            ended=ended,
            instrument=self._connection.name,
            simulated=self._connection.simulated,
            dose=beam_after.current * expected,
            notes={"assumed": "scan.dwell_time", "manufacturer": self._connection.manufacturer},
        )
        return Frame(pixels=pixels, metadata=metadata)

    def adjust_contrast(self, field_width: float, scan: ScanSettings, watch: Watch) -> ScanSettings:
        """Let the driver adjust brightness and contrast to the field, and return the scan with what is read back.

        The driver tells nothing of how well that went: only an end of the range gives it away.

        Raises
        ------
        LimitExceeded, Unsupported, InterlockOpen, OperationCancelled
            As `acquire`.
        HardwareFault
            If the driver fails, or what it found lies at an end of the range.
        """
        self._refuse_impossible(field_width, scan)
        self._window.wait_until_free(watch)
        require_undistorted_view(self._connection)
        self.set_field_width(field_width)
        self._signals.select(scan.detector)
        self._adjust(scan, watch)
        achieved = self._achieved(scan)
        found = {name: getattr(achieved, name) for name in ("brightness", "contrast") if getattr(scan, name) is None}
        for name, value in found.items():
            if value is None or not 0.0 < value < 1.0:
                raise HardwareFault(vendor_code="autocontrast", vendor_text=f"the {name} ended at {value}, an end of its range")
        return scan.replace(**found)

    def set_field_width(self, field_width: float) -> None:
        """Set the field width (m) of a full frame and confirm it; real drivers clip it. Raises `LimitExceeded` or `HardwareFault`."""
        self._limits.settings["field_width"].check("field_width", field_width)
        driver, electron = self._connection.driver, self._connection.library.electron
        with vendor_call("set field width"):
            driver.set_full_frame_scanning_mode(electron)
            driver.set_field_of_view(field_width, electron)
        require_read_back("field width", field_width, self.field_width(), "m", relative=SAME_WIDTH)

    def _refuse_impossible(self, field_width: float, scan: ScanSettings) -> None:
        self._limits.settings["field_width"].check("field_width", field_width)
        for name in ("columns", "rows", "dwell_time"):
            self._limits.settings[name].check(name, getattr(scan, name))
        self._signals.require(scan.detector)
        if scan.bits != BITS:
            raise Unsupported(ability=f"{scan.bits}-bit pixels", instrument=self._connection.name)
        rasters = self._connection.library.rasters
        if (scan.columns, scan.rows) not in rasters:
            offered = ", ".join(f"{columns} × {rows}" for columns, rows in rasters)
            raise Unsupported(ability=f"a raster of {scan.columns} × {scan.rows} (only {offered})", instrument=self._connection.name)

    def _adjust(self, scan: ScanSettings, watch: Watch) -> None:
        driver, electron = self._connection.driver, self._connection.library.electron
        if scan.brightness is None or scan.contrast is None:
            self._window.expose("autocontrast", lambda: driver.autocontrast(electron), watch)
        with vendor_call("set brightness and contrast"):
            if scan.brightness is not None:
                require_read_back(
                    "brightness", scan.brightness, driver.set_detector_brightness(scan.brightness, electron), "1", absolute=0.01
                )
            if scan.contrast is not None:
                require_read_back("contrast", scan.contrast, driver.set_detector_contrast(scan.contrast, electron), "1", absolute=0.01)

    def _image_settings(self, field_width: float, scan: ScanSettings) -> Any:
        library = self._connection.library
        return library.structures.ImageSettings(
            resolution=(scan.columns, scan.rows),
            dwell_time=scan.dwell_time,
            hfw=field_width,
            autocontrast=False,
            beam_type=library.electron,
            save=False,
        )

    def _achieved(self, scan: ScanSettings) -> ScanSettings:
        driver, electron = self._connection.driver, self._connection.library.electron
        with vendor_call("get detector"):
            brightness, contrast = (float(driver.get(f"detector_{name}", electron)) for name in ("brightness", "contrast"))
        return scan.replace(brightness=brightness, contrast=contrast)

    def _pixels(self, image: Any, scan: ScanSettings) -> Pixels:
        pixels = np.asarray(image.data)
        if pixels.shape != (scan.rows, scan.columns) or pixels.dtype != np.uint8:
            text = f"a frame of {scan.rows} × {scan.columns} uint8 was asked for and one of {pixels.shape} {pixels.dtype} came"
            raise HardwareFault(vendor_code="acquire_image", vendor_text=text)
        return np.ascontiguousarray(pixels)
