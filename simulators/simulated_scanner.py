"""Scan generator and detector of the simulated microscope."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import asdict
from math import cos
from threading import Lock

from fractoscope.instruments.errors import OperationCancelled, Unsupported
from fractoscope.instruments.protocols import Clock, Watch
from fractoscope.instruments.values import AxisRange, BeamSettings, Frame, FrameMetadata, ScanSettings, StagePosition
from fractoscope.simulators.circumstances import Circumstances
from fractoscope.simulators.exposure import Exposure
from fractoscope.simulators.exposure_history import ExposureHistory
from fractoscope.simulators.imaging import ContaminationMap, ExposedField, RenderedFrame
from fractoscope.simulators.mechanics import Mechanics
from fractoscope.simulators.optics import Optics
from fractoscope.simulators.physical_record import PhysicalRecord
from fractoscope.simulators.realism import PLAIN, Realism
from fractoscope.simulators.specimen_view import SpecimenView
from fractoscope.simulators.under_beam import UnderBeam

SCAN_SETTINGS: Mapping[str, AxisRange] = {
    "field_width": AxisRange(low=1e-6, high=25e-3, unit="m"),
    "dwell_time": AxisRange(low=50e-9, high=1e-3, unit="s"),
    "columns": AxisRange(low=16, high=4096, unit="1"),
    "rows": AxisRange(low=16, high=4096, unit="1"),
}
"""What the scan generator covers."""

FLYBACK = 20e-6
"""Time (s) in which the beam returns to the start of the next line."""

INSTRUMENT = "fractoscope simulated SEM"
"""Name under which the simulator signs its frames."""

DETECTORS = ("SE", "BSE")
"""Signals on offer."""

PATIENCE = 0.01
"""Real seconds between two looks at the watch while a picture is being computed."""


class SimulatedScanner:
    """A scan that takes the time, and puts down the charge, that its pixels ask for.

    The picture is computed beside the scan, in a thread of its own, so that a scan can be ended at any moment.

    Parameters
    ----------
    clock
        Time in which the beam scans.
    record
        Where exposures are written down; their serial numbers there choose the noise, so no two frames share it.
    stage, column, view
        Where the beam falls, how, and on what.
    realism
        What a frame meets besides.
    look_interval
        Longest time (s of `clock`) between two looks at the watch.
    """

    def __init__(
        self,
        clock: Clock,
        record: PhysicalRecord,
        stage: Mechanics,
        column: Optics,
        view: SpecimenView,
        *,
        realism: Realism = PLAIN,
        look_interval: float = 0.01,
    ) -> None:
        self._clock = clock
        self._record = record
        self._stage = stage
        self._column = column
        self._view = view
        self._realism = realism
        self._history = ExposureHistory(record)
        self._look_interval = look_interval
        self._lock = Lock()
        self._run: object | None = None
        scans = record.lines("scan")
        self._field_width = float(scans[-1]["field_width"]) if scans else 1e-3
        self._renderer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="renderer")

    def field_width(self) -> float:
        """Return the horizontal field width of the last scan (m)."""
        return self._field_width

    def scanning(self) -> bool:
        """Return True while the beam scans."""
        return self._run is not None

    def end_scan(self) -> None:
        """End a running scan and blank the beam, at once."""
        with self._lock:
            self._run = None
        self._column.blank()

    def acquire(self, frame_id: str, field_width: float, scan: ScanSettings, watch: Watch) -> Frame:
        """Unblank, scan, blank, and return the picture with what was in force.

        Raises
        ------
        LimitExceeded
            If a setting is out of range.
        Unsupported
            If there is no such detector.
        OperationCancelled
            If the scan was ended early; its charge is on the specimen all the same.
        """
        exposure = self.expose("scan", frame_id, field_width, scan, watch)
        used = exposure.rendered.conditions
        metadata = FrameMetadata(
            frame_id=frame_id,
            position=self._stage.position(),
            field_width=field_width,
            scan=scan.replace(brightness=used.brightness, contrast=used.contrast),
            beam=exposure.beam,
            started=exposure.started,
            ended=exposure.ended,
            instrument=INSTRUMENT,
            simulated=True,
            dose=exposure.dose,
            notes={
                "simulator_seed": str(self._view.seed),
                "simulator_family": self._view.family,
                "exposure": str(exposure.serial),
            },
        )
        return Frame(pixels=exposure.rendered.pixels, metadata=metadata)

    def expose(self, effect: str, name: str, field_width: float, scan: ScanSettings, watch: Watch) -> Exposure:
        """Put the beam on the field for as long as the scan takes; raises as `acquire` does.

        Parameters
        ----------
        effect
            What the physical record calls it; its end is recorded with "_end" added and the charge put down.
        name
            Of the frame, or of what it is for.
        field_width
            Horizontal field width (m).
        scan
            Raster, dwell and signal chain.
        watch
            Ends the exposure early.
        """
        self._refuse_impossible(field_width, scan)
        watch.raise_if_cancelled()
        place = self._stage.true_position()
        started = self._clock.now()
        read = self._stage.position().model_dump()
        serial = self._record.append(effect, started, frame=name, field_width=field_width, at=read, true=place.model_dump())
        run = object()
        with self._lock:
            self._run = run
            self._field_width = field_width
        self._column.unblank()
        beam = self._column.beam()
        began = self._clock.monotonic()
        duration = scan.pixels * scan.dwell_time + scan.rows * FLYBACK
        picture = self._renderer.submit(
            self._view.render,
            place,
            field_width,
            scan,
            beam,
            defocus=self._column.defocus(place),
            frame_number=serial,
            circumstances=self._circumstances(scan, duration),
        )
        try:
            self._pass_time(run, name, began, duration, watch)
        except BaseException:
            picture.cancel()
            raise
        finally:
            self.end_scan()
            ended = self._clock.now()
            dose = beam.current * min(duration, self._clock.monotonic() - began)
            exposed = _exposed(place, beam, field_width, scan, dose)
            self._record.append(f"{effect}_end", ended, frame=name, dose_C=dose, exposed=asdict(exposed))
            self._history.add(exposed)
        return Exposure(self._developed(picture, watch), beam, started, ended, dose, serial)

    def _circumstances(self, scan: ScanSettings, duration: float) -> Circumstances:
        return Circumstances(
            astigmatism=self._column.own_astigmatism(),
            drift=self._stage.drift(duration),
            line_time=scan.columns * scan.dwell_time + FLYBACK,
            contamination=self._history.contamination if self._realism.contaminates else ContaminationMap(),
            charging=self._realism.charging,
            hum=self._realism.hum,
            vibration=self._realism.vibration,
        )

    def _refuse_impossible(self, field_width: float, scan: ScanSettings) -> None:
        SCAN_SETTINGS["field_width"].check("field_width", field_width)
        for name in ("dwell_time", "columns", "rows"):
            SCAN_SETTINGS[name].check(name, getattr(scan, name))
        if scan.detector not in DETECTORS:
            raise Unsupported(ability=f"detector {scan.detector!r}", instrument=INSTRUMENT)

    def _pass_time(self, run: object, name: str, began: float, duration: float, watch: Watch) -> None:
        while (left := began + duration - self._clock.monotonic()) > 0:
            self._raise_if_ended(run, name, watch)
            watch.report(min(1.0, max(0.0, 1.0 - left / duration)))
            self._clock.sleep(min(left, self._look_interval))
        self._raise_if_ended(run, name, watch)

    def _raise_if_ended(self, run: object, name: str, watch: Watch) -> None:
        watch.raise_if_cancelled()
        if self._run is not run:
            raise OperationCancelled(action_id=name, reason="the scan was ended")

    @staticmethod
    def _developed(picture: "Future[RenderedFrame]", watch: Watch) -> RenderedFrame:
        while not wait((picture,), timeout=PATIENCE).done:
            watch.raise_if_cancelled()
        return picture.result()


def _exposed(place: StagePosition, beam: BeamSettings, field_width: float, scan: ScanSettings, dose: float) -> ExposedField:
    middle, height = UnderBeam.of(place, beam), field_width * scan.rows / scan.columns / cos(place.tilt)
    return ExposedField(x=middle.x, y=middle.y, width=field_width, height=height, dose=dose, angle=-place.rotation)
