"""The scanner of the virtual stub: it looks up instead of scanning."""

from collections.abc import Mapping

from fractoscope.instruments.errors import Unsupported
from fractoscope.instruments.protocols import Clock, Watch
from fractoscope.instruments.values import AxisRange, FieldOfView, Frame, FrameMetadata, ScanSettings
from fractoscope.simulators.physical_record import PhysicalRecord
from fractoscope.simulators.simulated_stage import SimulatedStage
from fractoscope.simulators.stub_view import StubView
from fractoscope.simulators.virtual_stub import STUB_EXTENT, VirtualStub

INSTRUMENT = "mounted micrographs (virtual stage)"
"""Name under which frames are signed: the pixels are real, the instrument is not."""

PICTURE_SETTINGS: Mapping[str, AxisRange] = {
    "field_width": AxisRange(low=1e-9, high=STUB_EXTENT, unit="m"),
    "dwell_time": AxisRange(low=1e-9, high=1.0, unit="s"),
    "columns": AxisRange(low=16, high=16384, unit="1"),
    "rows": AxisRange(low=16, high=16384, unit="1"),
}
"""What may be asked; how narrow a field may be depends on the pictures in it."""

DETECTORS = ("SE",)
"""The default of `ScanSettings`; which detector a picture was really taken with stands in its notes, if its file tells."""


class PictureScanner:
    """Frames cut from real pictures; they take no time and put down no charge.

    Parameters
    ----------
    clock, record
        For the stamps and the account of what was looked at.
    stage, stub
        Where the look falls, and on what.
    """

    def __init__(self, clock: Clock, record: PhysicalRecord, stage: SimulatedStage, stub: VirtualStub) -> None:
        self._clock = clock
        self._record = record
        self._stage = stage
        self._stub = stub
        self._field_width = 1e-3

    def field_width(self) -> float:
        """Return the horizontal field width of the last look (m)."""
        return self._field_width

    def scanning(self) -> bool:
        """Return False: a look is over at once."""
        return False

    def end_scan(self) -> None:
        """Do nothing: a look is over at once."""

    def acquire(self, frame_id: str, field_width: float, scan: ScanSettings, watch: Watch) -> Frame:
        """Return what lies around the present stage position.

        Raises
        ------
        LimitExceeded
            If the field is finer than the pictures in it, or a setting is out of range.
        Unsupported
            If brightness, contrast or another detector is asked for: the pictures are as they are.
        """
        PICTURE_SETTINGS["field_width"].check("field_width", field_width)
        for name in ("columns", "rows", "dwell_time"):
            PICTURE_SETTINGS[name].check(name, getattr(scan, name))
        if scan.detector not in DETECTORS or scan.brightness is not None or scan.contrast is not None:
            raise Unsupported(ability="a choice of detector, brightness or contrast", instrument=INSTRUMENT)
        watch.raise_if_cancelled()
        place = self._stage.position()
        view = self._stub.look(FieldOfView(x=place.x, y=place.y, width=field_width), scan)
        watch.raise_if_cancelled()
        now = self._clock.now()
        self._record.append("scan", now, frame=frame_id, field_width=field_width, at=place.model_dump())
        self._field_width = field_width
        metadata = FrameMetadata(
            frame_id=frame_id,
            position=place,
            field_width=field_width,
            scan=scan,
            beam=view.pictures[0][1].beam if len(view.pictures) == 1 else None,
            started=now,
            ended=now,
            instrument=INSTRUMENT,
            simulated=any(own.simulated for _, own in view.pictures),
            notes=_notes(view),
        )
        return Frame(pixels=view.pixels, metadata=metadata)


def _notes(view: StubView) -> dict[str, str]:
    notes = {"assumed": "scan.dwell_time, scan.detector", "bare_stub": f"{1 - view.covered:.4f}"}
    if len(view.pictures) == 1:
        notes = {**view.pictures[0][1].notes, **notes}
    if view.pictures:
        notes["source_file"] = ", ".join(picture.file.name for picture, _ in view.pictures)
        notes["source_pixel_size_m"] = ", ".join(f"{picture.pixel_size:.6g}" for picture, _ in view.pictures)
    else:
        notes["source_file"] = "none: bare stub"
    return notes
