"""What an adapter implements for its vendor: small abilities that block, one caller at a time.

`halt`, `end_scan` and `end_pumping` are the exceptions: they come from another thread while an action blocks, and must not wait for it.
Values are SI; an adapter converts at its own edge. Limits are enforced above it, and it still refuses what it cannot do.
"""

from typing import Protocol

from fractoscope.instruments.protocols.watch import Watch
from fractoscope.instruments.values import BeamSettings, Capabilities, Frame, ScanSettings, StagePosition, VacuumState


class Stage(Protocol):
    """Mechanics."""

    def position(self) -> StagePosition:
        """Return the position as read back."""
        ...

    def move(self, target: StagePosition, watch: Watch) -> StagePosition:
        """Travel, wait until the stage stopped twice within tolerance, and return the read-back."""
        ...

    def halt(self) -> None:
        """Stop travelling at once."""
        ...

    def moving(self) -> bool:
        """Return True while the stage travels."""
        ...


class Column(Protocol):
    """Beam and optics."""

    def beam(self) -> BeamSettings:
        """Return the settings as read back."""
        ...

    def set_beam(self, settings: BeamSettings) -> BeamSettings:
        """Apply settings and return what was achieved."""
        ...

    def blank(self) -> None:
        """Keep the beam off the specimen."""
        ...


class Scanner(Protocol):
    """Frames."""

    def acquire(self, frame_id: str, field_width: float, scan: ScanSettings, watch: Watch) -> Frame:
        """Unblank, scan the field of the given width (m), blank, and return pixels with what was read back."""
        ...

    def end_scan(self) -> None:
        """End a running scan at once."""
        ...

    def scanning(self) -> bool:
        """Return True while the beam scans."""
        ...

    def field_width(self) -> float:
        """Return the horizontal field width of the last scan (m)."""
        ...


class Chamber(Protocol):
    """Vacuum."""

    def vacuum(self) -> VacuumState:
        """Return the state of the chamber."""
        ...


class AutoFunctions(Protocol):
    """Optional: announced as "autofocus" in `Capabilities.abilities`."""

    def autofocus(self, field_width: float, watch: Watch) -> BeamSettings:
        """Find the sharpest working distance and return the settings achieved; raise `HardwareFault` where there is none."""
        ...


class Autostigmator(Protocol):
    """Optional: announced as "autostigmate" in `Capabilities.abilities`."""

    def autostigmate(self, field_width: float, watch: Watch) -> BeamSettings:
        """Find the stigmator settings that make the picture equally sharp in every direction and return what was achieved.

        Raises `HardwareFault` where none are found, with the settings from before in force.
        """
        ...


class ContrastAdjuster(Protocol):
    """Optional: announced as "auto_contrast" in `Capabilities.abilities`."""

    def adjust_contrast(self, field_width: float, scan: ScanSettings, watch: Watch) -> ScanSettings:
        """Return the scan with the brightness and contrast that suit the field; raise `HardwareFault` where none do.

        One that the scan gives is kept. Its looks put down no more than two frames of the scan would.
        """
        ...


class Pump(Protocol):
    """Optional: announced as "pump" in `Capabilities.abilities`; the adapter's chamber then has these methods as well."""

    def pump(self, watch: Watch) -> VacuumState:
        """Bring the chamber to working vacuum and return its state; at once where it is pumped already."""
        ...

    def end_pumping(self) -> None:
        """End what `pump` began, at once; a pump-down that a person started at the microscope goes on."""
        ...


class Adapter(Protocol):
    """A vendor's microscope, composed of abilities. This is what an entry point in `fractoscope.microscopes` makes."""

    @property
    def stage(self) -> Stage:
        """The stage."""
        ...

    @property
    def column(self) -> Column:
        """The column."""
        ...

    @property
    def scanner(self) -> Scanner:
        """The scan generator and detectors."""
        ...

    @property
    def chamber(self) -> Chamber:
        """The chamber."""
        ...

    def describe(self) -> Capabilities:
        """Return what this microscope can do."""
        ...
