"""What a frame meets besides what was asked for it."""

from dataclasses import dataclass, field

from fractoscope.simulators.imaging import ContaminationMap, Oscillation


@dataclass(frozen=True)
class Circumstances:
    """The microscope and its room during one scan.

    Attributes
    ----------
    astigmatism
        What the column has with its stigmators at 0 (m), along 0°/90° and along 45°/135°.
    drift
        Mean velocity (m/s) of the table in x and y.
    line_time
        From the start of a line to that of the next (s), flyback included; None is without flyback.
    contamination
        What earlier scans have left on the specimen.
    charging
        How much the specimen charges, from 0 (not at all) to 1.
    hum
        How the mains displace the lines.
    vibration
        How the building does.
    """

    astigmatism: tuple[float, float] = (0.0, 0.0)
    drift: tuple[float, float] = (0.0, 0.0)
    line_time: float | None = None
    contamination: ContaminationMap = field(default=ContaminationMap())
    charging: float = 0.0
    hum: Oscillation = field(default=Oscillation())
    vibration: Oscillation = field(default=Oscillation())


IDEAL = Circumstances()
"""A round lens, a still table, a clean and conducting specimen, a quiet room."""
