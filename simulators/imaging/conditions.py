"""How a simulated frame is taken."""

from dataclasses import dataclass, field
from math import radians
from typing import Literal

from fractoscope.simulators.imaging.contamination_map import ContaminationMap
from fractoscope.simulators.imaging.oscillation import Oscillation

STEEPEST_TILT = radians(80.0)
"""Tilt (rad) beyond which a field would need more than six times its rows."""

REFERENCE_WORKING_DISTANCE = 10e-3
"""Working distance (m) for which `ImagingConditions.convergence` is given."""


@dataclass(frozen=True)
class ImagingConditions:
    """Beam, optics, mechanics and signal chain of one frame.

    Attributes
    ----------
    voltage
        Accelerating voltage (V).
    current
        Probe current (A); with 0, of a beam that tripped, nothing is counted.
    dwell_time
        Time on one pixel (s).
    line_time
        From the start of a line to the start of the next (s), flyback included; None is without flyback.
    defocus
        Height of the plane in focus above the mean of the field (m), either sign; 0 is in focus.
    working_distance
        From the pole piece to the plane in focus (m): the beam's semi-angle falls as it grows.
    stigmator_x, stigmator_y
        Uncorrected astigmatism (m): half the distance between the line foci along 0°/90° and along 45°/135°.
    convergence
        Semi-angle of the beam at a working distance of 10 mm (rad).
    tilt
        Of the stage about its x axis (rad), through the surface at the centre of the field, where an operator has set the eucentric
        height; positive turns the surface towards the detector at the upper edge.
    rotation
        Of the specimen (rad), from x towards y, about the centre of the field: what lies at angle φ is shown at φ + rotation.
    beam_shift_x, beam_shift_y
        Of the field along the image's axes, x right, y up (m).
    drift
        Velocity of the field's centre along the image's axes during the scan (m/s); no drift at its start.
    hum
        Deflection of the beam along the lines by stray fields.
    vibration
        Swing of the stage against the column, in both directions.
    charging
        How badly the specimen conducts: 0 a metal, 1 a bare insulator.
    contamination
        What earlier scans have left, in specimen coordinates.
    brightness, contrast
        Offset and gain of the detector's signal, each from 0 to 1; None adjusts it to the frame.
    bits
        Depth of the pixels.
    detector
        Which signal is collected: "SE", secondary electrons from one side, or "BSE", backscattered ones by a ring under the pole piece.
    quick
        Whether relief is read at the centres of the pixels and no coarser raster is heeded: in less time, for views in which the
        stage moves.
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
    line_time: float | None = None
    working_distance: float = REFERENCE_WORKING_DISTANCE
    tilt: float = 0.0
    rotation: float = 0.0
    beam_shift_x: float = 0.0
    beam_shift_y: float = 0.0
    drift: tuple[float, float] = (0.0, 0.0)
    hum: Oscillation = field(default=Oscillation())
    vibration: Oscillation = field(default=Oscillation())
    charging: float = 0.0
    contamination: ContaminationMap = field(default=ContaminationMap())
    quick: bool = False

    def __post_init__(self) -> None:
        if not self.current >= 0:
            raise ValueError(f"current is {self.current}; it must not be below 0")
        for name in ("voltage", "dwell_time", "convergence", "working_distance"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be above 0")
        for name in ("brightness", "contrast"):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= 1:
                raise ValueError(f"{name} is {value}; it must lie from 0 to 1, or be None for automatic")
        if self.bits not in (8, 16):
            raise ValueError(f"bits is {self.bits}; frames are 8 or 16 bit")
        if self.detector not in ("SE", "BSE"):
            raise ValueError(f"detector {self.detector!r} is not simulated; use 'SE' or 'BSE'")
        if self.line_time is not None and not self.line_time > 0:
            raise ValueError(f"line_time is {self.line_time}; it must be above 0, or None for a scan without flyback")
        if not abs(self.tilt) <= STEEPEST_TILT:
            raise ValueError(f"tilt is {self.tilt}; it must lie within ±{STEEPEST_TILT:.3f} rad")
        if not 0 <= self.charging <= 1:
            raise ValueError(f"charging is {self.charging}; it must lie from 0 to 1")

    @property
    def electrons(self) -> float:
        """Electrons that fall on one pixel: current x dwell time / elementary charge."""
        return self.current * self.dwell_time / 1.602176634e-19

    @property
    def semi_angle(self) -> float:
        """Semi-angle of the beam at the specimen (rad): the aperture's radius over the working distance."""
        return self.convergence * REFERENCE_WORKING_DISTANCE / self.working_distance

    def dose_density(self, pixel_size: float) -> float:
        """Return the charge that the frame puts on each square metre (C/m²), for a pitch (m)."""
        return self.current * self.dwell_time / pixel_size**2
