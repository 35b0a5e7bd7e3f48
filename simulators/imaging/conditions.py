"""How a simulated frame is taken."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class ImagingConditions:
    """Beam, optics and signal chain of one frame.

    Attributes
    ----------
    voltage
        Accelerating voltage (V).
    current
        Probe current (A); with 0, of a beam that tripped, nothing is counted.
    dwell_time
        Time on one pixel (s).
    defocus
        Height of the plane in focus above the specimen (m), either sign; 0 is in focus.
    stigmator_x, stigmator_y
        Uncorrected astigmatism (m): half the distance between the line foci along 0°/90° and along 45°/135°.
    convergence
        Semi-angle of the beam (rad).
    brightness, contrast
        Offset and gain of the detector's signal, each from 0 to 1; None adjusts it to the frame.
    bits
        Depth of the pixels.
    detector
        Which signal is collected; secondary electrons are the only one so far.
    """

    voltage: float = 15e3
    current: float = 100e-12
    dwell_time: float = 1e-6
    defocus: float = 0.0
    stigmator_x: float = 0.0
    stigmator_y: float = 0.0
    convergence: float = 5e-3
    brightness: float | None = None
    contrast: float | None = None
    bits: Literal[8, 16] = 8
    detector: str = "SE"

    def __post_init__(self) -> None:
        if not self.current >= 0:
            raise ValueError(f"current is {self.current}; it must not be below 0")
        for name in ("voltage", "dwell_time", "convergence"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be above 0")
        for name in ("brightness", "contrast"):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= 1:
                raise ValueError(f"{name} is {value}; it must lie from 0 to 1, or be None for automatic")
        if self.bits not in (8, 16):
            raise ValueError(f"bits is {self.bits}; frames are 8 or 16 bit")
        if self.detector != "SE":
            raise ValueError(f"detector {self.detector!r} is not simulated; use 'SE'")

    @property
    def electrons(self) -> float:
        """Electrons that fall on one pixel: current x dwell time / elementary charge."""
        return self.current * self.dwell_time / 1.602176634e-19
