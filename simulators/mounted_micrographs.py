"""A microscope whose specimens are real pictures."""

from pathlib import Path

from fractoscope.instruments.protocols import Clock
from fractoscope.instruments.values import Capabilities
from fractoscope.simulators.fixed_chamber import FixedChamber
from fractoscope.simulators.fixed_column import FixedColumn
from fractoscope.simulators.mounted_picture import MountedPicture
from fractoscope.simulators.physical_record import PhysicalRecord
from fractoscope.simulators.picture_scanner import DETECTORS, INSTRUMENT, PICTURE_SETTINGS, PictureScanner
from fractoscope.simulators.picture_shelf import PictureShelf
from fractoscope.simulators.simulated_stage import SimulatedStage
from fractoscope.simulators.virtual_stub import VirtualStub


class MountedMicrographs:
    """An adapter that shows a folder of pictures on a virtual stub, under a stage that travels like a real one.

    A field may be as narrow as the pictures in it allow: a pixel of the frame is never smaller than one of theirs. Ask for
    `columns` times the picture's pixel size, or for fewer columns. What lies beside the pictures is bare stub, uniformly dark, and the
    frame's notes say how much of it there is. Frames are stamped as real unless a picture says itself that it was simulated.

    Parameters
    ----------
    folder
        Holds the pictures.
    csv
        Table of pixel sizes beside them, or None where the files carry their scale.
    clock
        Time in which the stage travels.
    record_path
        Where moves and looks are written down; None keeps them in memory.
    look_interval
        Longest time (s of `clock`) between two looks at whether a move was cancelled.

    Raises
    ------
    BadFile
        If the folder or the table cannot be read, or nothing in it can be mounted.
    """

    def __init__(
        self, folder: Path, csv: Path | None, clock: Clock, record_path: Path | None = None, *, look_interval: float = 0.01
    ) -> None:
        self.record = PhysicalRecord(record_path)
        self.stub = VirtualStub(PictureShelf(folder, csv))
        self.stage = SimulatedStage(clock, self.record, repeatability=0.0, look_interval=look_interval)
        self.column = FixedColumn(INSTRUMENT)
        self.scanner = PictureScanner(clock, self.record, self.stage, self.stub)
        self.chamber = FixedChamber()

    @property
    def placements(self) -> tuple[MountedPicture, ...]:
        """The pictures that are mounted, and where."""
        return self.stub.placements

    def describe(self) -> Capabilities:
        """Return what this microscope can do."""
        return Capabilities(
            instrument=INSTRUMENT,
            simulated=self.stub.simulated,
            axes=self.stage.axes,
            settings=dict(PICTURE_SETTINGS),
            detectors=DETECTORS,
            bits=(8, 16),
        )
