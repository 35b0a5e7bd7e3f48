"""The test every action passes before anything moves: inside the ranges, or refused; never clipped."""

from dataclasses import dataclass

from fractoscope.instruments.errors import Unsupported
from fractoscope.instruments.values import (
    AcquireFrame,
    Action,
    AdjustContrast,
    Autofocus,
    Autostigmate,
    AxisRange,
    BeamSettings,
    Capabilities,
    MoveStage,
    PumpChamber,
    ScanSettings,
    SetBeam,
    StagePosition,
)

STANDSTILL = 1e-6
"""Difference (m, rad) up to which an axis that cannot move counts as left where it is: below any SEM stage's repeatability."""

UNCHANGED = 1e-3
"""Relative difference up to which a beam setting without a range counts as left as it is: below what columns read back."""


@dataclass(frozen=True)
class LimitCheck:
    """Ranges to hold an action against.

    Attributes
    ----------
    capabilities
        The microscope's ranges, already narrowed by the facility's.
    """

    capabilities: Capabilities

    def check(self, action: Action, position: StagePosition, beam: BeamSettings) -> None:
        """Refuse an action that is not on offer or outside a range.

        Parameters
        ----------
        action
            What is asked.
        position, beam
            As read back now: an axis or setting that has no range may be asked for only as it stands.

        Raises
        ------
        Unsupported, LimitExceeded
            With the axis, the value and the range.
        """
        match action:
            case MoveStage(target=target):
                self._check_target(target, position)
            case AcquireFrame(field_width=field_width, scan=scan):
                self._range("field_width").check("field_width", field_width)
                self._check_scan(scan)
            case SetBeam(beam=asked):
                self._require_ability("set_beam")
                self._check_beam(asked, beam)
            case Autofocus(field_width=field_width):
                self._require_ability("autofocus")
                self._range("field_width").check("field_width", field_width)
            case Autostigmate(field_width=field_width):
                self._require_ability("autostigmate")
                self._range("field_width").check("field_width", field_width)
            case AdjustContrast(field_width=field_width, scan=scan):
                self._require_ability("auto_contrast")
                self._range("field_width").check("field_width", field_width)
                self._check_scan(scan)
            case PumpChamber():
                self._require_ability("pump")

    def check_found(self, beam: BeamSettings) -> None:
        """Refuse a working distance or stigmator that the microscope found by itself and that is out of range; raises `LimitExceeded`."""
        for name in ("working_distance", "stigmator_x", "stigmator_y"):
            allowed = self.capabilities.settings.get(name)
            if allowed is not None:
                allowed.check(name, getattr(beam, name))

    def _check_target(self, target: StagePosition, position: StagePosition) -> None:
        for axis, value in target:
            allowed = self.capabilities.axes.get(axis)
            if allowed is not None:
                allowed.check(axis, value)
            elif abs(value - getattr(position, axis)) > STANDSTILL:
                raise self._unsupported(f"moving {axis}")

    def _check_scan(self, scan: ScanSettings) -> None:
        for name in ("dwell_time", "columns", "rows"):
            self._range(name).check(name, getattr(scan, name))
        rasters = self.capabilities.rasters
        if rasters and (scan.columns, scan.rows) not in rasters:
            offered = ", ".join(f"{columns} × {rows}" for columns, rows in rasters)
            raise self._unsupported(f"a raster of {scan.columns} × {scan.rows} (only {offered})")
        if scan.detector not in self.capabilities.detectors:
            raise self._unsupported(f"detector {scan.detector!r}")
        if scan.bits not in self.capabilities.bits:
            raise self._unsupported(f"{scan.bits}-bit pixels")

    def _check_beam(self, asked: BeamSettings, beam: BeamSettings) -> None:
        for name, value in asked:
            if name == "blanked":
                # Only a scan lets the beam onto the specimen, and only a scan's end is sure to take it off again.
                if not value:
                    raise self._unsupported("an unblanked beam outside a scan")
                continue
            allowed = self.capabilities.settings.get(name)
            if allowed is not None:
                allowed.check(name, value)
                continue
            present = getattr(beam, name)
            if abs(value - present) > UNCHANGED * max(abs(value), abs(present)):
                raise self._unsupported(f"changing {name}")

    def _range(self, name: str) -> AxisRange:
        """Return a range that must be known: one that is missing refuses, it is never guessed."""
        allowed = self.capabilities.settings.get(name)
        if allowed is None:
            raise self._unsupported(f"a range for {name}")
        return allowed

    def _require_ability(self, ability: str) -> None:
        if ability not in self.capabilities.abilities:
            raise self._unsupported(ability)

    def _unsupported(self, ability: str) -> Unsupported:
        return Unsupported(ability=ability, instrument=self.capabilities.instrument)
