"""What is used of a fibsem microscope object; `fibsem` itself carries no usable types."""

from typing import Any, Protocol


class Driver(Protocol):
    """The calls of `fibsem.microscope.FibsemMicroscope` that the adapter makes; all block, and none can be ended early.

    `beam` is always the electron beam: no other is ever named.
    """

    stage_is_compustage: bool

    def connect_to_microscope(self, ip_address: str, port: int, reset_beam_shift: bool) -> None:
        """Open the connection; without the last argument it would write to the ion beam."""
        ...

    def is_available(self, system: str) -> bool:
        """Return whether the configuration has a part."""
        ...

    def get(self, key: str, beam: Any = None) -> Any:
        """Return a value, or None for a key that the driver does not know."""
        ...

    def get_available_values(self, key: str, beam: Any) -> Any:
        """Return what a setting offers; empty where the driver has no list."""
        ...

    def get_stage_position(self) -> Any:
        """Return the position as read back: metres and radians."""
        ...

    def move_stage_absolute(self, position: Any) -> Any:
        """Travel and return at the end of it; an axis that is None is left alone."""
        ...

    def set_field_of_view(self, hfw: float, beam: Any) -> float:
        """Set the horizontal field width (m); real drivers clip it."""
        ...

    def set_full_frame_scanning_mode(self, beam: Any) -> None:
        """Leave spot and reduced-area scanning."""
        ...

    def set_beam_voltage(self, voltage: float, beam: Any) -> float:
        """Set the accelerating voltage (V)."""
        ...

    def set_beam_current(self, current: float, beam: Any) -> float:
        """Set the probe current (A)."""
        ...

    def set_working_distance(self, wd: float, beam: Any) -> float:
        """Set the working distance (m)."""
        ...

    def set_stigmation(self, stigmation: Any, beam: Any) -> Any:
        """Set both stigmators."""
        ...

    def set_detector_type(self, detector_type: str, beam: Any) -> str:
        """Choose the detector; real drivers pass over a name they do not know."""
        ...

    def set_detector_mode(self, mode: str, beam: Any) -> str:
        """Choose the detector's signal, likewise."""
        ...

    def set_detector_brightness(self, brightness: float, beam: Any) -> float:
        """Set the offset, 0 to 1."""
        ...

    def set_detector_contrast(self, contrast: float, beam: Any) -> float:
        """Set the gain, 0 to 1."""
        ...

    def acquire_image(self, image_settings: Any) -> Any:
        """Scan a frame and return it at the end of it."""
        ...

    def autocontrast(self, beam: Any) -> None:
        """Adjust brightness and contrast to the field."""
        ...

    def auto_focus(self, beam: Any) -> None:
        """Search the working distance; tells nothing of how well that went."""
        ...

    def blank(self, beam: Any) -> bool:
        """Keep the beam off the specimen and return whether it is."""
        ...

    def unblank(self, beam: Any) -> bool:
        """Let the beam onto the specimen and return whether it is off it."""
        ...
