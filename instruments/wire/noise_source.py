"""An adapter without a specimen: its frames are random pixels, which nothing on the way can compress or shortcut."""

from datetime import UTC, datetime

import numpy as np

from fractoscope.instruments.protocols import Watch
from fractoscope.instruments.values import (
    AxisRange,
    BeamSettings,
    Capabilities,
    Frame,
    FrameMetadata,
    Pixels,
    ScanSettings,
    StagePosition,
    VacuumState,
)


class NoiseSource:
    """Stage, column, scanner and chamber in one; only acquisition does anything.

    Parameters
    ----------
    seed
        Of the pixels.
    """

    def __init__(self, seed: int = 0) -> None:
        self._random = np.random.default_rng(seed)
        self._beam = BeamSettings()
        self._field_width = 1e-3

    @property
    def stage(self) -> "NoiseSource":
        """Itself."""
        return self

    @property
    def column(self) -> "NoiseSource":
        """Itself."""
        return self

    @property
    def scanner(self) -> "NoiseSource":
        """Itself."""
        return self

    @property
    def chamber(self) -> "NoiseSource":
        """Itself."""
        return self

    def describe(self) -> Capabilities:
        """Return what is needed to acquire; no axis moves and no setting changes."""
        settings = {
            "field_width": AxisRange(low=1e-6, high=1e-2, unit="m"),
            "dwell_time": AxisRange(low=1e-9, high=1e-3, unit="s"),
            "columns": AxisRange(low=1, high=16384, unit="1"),
            "rows": AxisRange(low=1, high=16384, unit="1"),
        }
        return Capabilities(instrument="noise source", simulated=True, axes={}, settings=settings, detectors=("SE",), bits=(8, 16))

    def position(self) -> StagePosition:
        """Return the only position there is."""
        return StagePosition(x=0.0, y=0.0)

    def move(self, target: StagePosition, watch: Watch) -> StagePosition:
        """Return the target, which can only be where the stage stands."""
        watch.raise_if_cancelled()
        return target

    def halt(self) -> None:
        """Do nothing: nothing moves."""

    def moving(self) -> bool:
        """Return False."""
        return False

    def beam(self) -> BeamSettings:
        """Return the settings."""
        return self._beam

    def set_beam(self, settings: BeamSettings) -> BeamSettings:
        """Return the settings, which can only be those in force."""
        return settings

    def blank(self) -> None:
        """Do nothing: there is no beam."""

    def acquire(self, frame_id: str, field_width: float, scan: ScanSettings, watch: Watch) -> Frame:
        """Return random pixels of the size and depth asked for."""
        watch.raise_if_cancelled()
        self._field_width = field_width
        levels = self._random.integers(0, 1 << scan.bits, (scan.rows, scan.columns), dtype=np.uint16)
        pixels: Pixels = levels if scan.bits == 16 else levels.astype(np.uint8)
        now = datetime.now(UTC)
        metadata = FrameMetadata(
            frame_id=frame_id,
            position=self.position(),
            field_width=field_width,
            scan=scan,
            beam=self._beam,
            started=now,
            ended=now,
            instrument="noise source",
            simulated=True,
        )
        return Frame(pixels=pixels, metadata=metadata)

    def end_scan(self) -> None:
        """Do nothing: a scan takes no time."""

    def scanning(self) -> bool:
        """Return False."""
        return False

    def field_width(self) -> float:
        """Return the field width of the last frame (m)."""
        return self._field_width

    def vacuum(self) -> VacuumState:
        """Return pumped."""
        return VacuumState.PUMPED
