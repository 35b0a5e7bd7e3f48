"""What a frame meets besides what was asked for it."""

from dataclasses import dataclass

from fractoscope.simulators.exposure_history import PastExposure


@dataclass(frozen=True)
class Circumstances:
    """The microscope and its room during one scan.

    Attributes
    ----------
    astigmatism
        What the column has with its stigmators at 0 (m), along 0°/90° and along 45°/135°.
    drift
        Mean velocity (m/s) of the table in x and y.
    past
        What the beam put on the specimen before; empty where nothing stays of it.
    charging
        How much the specimen charges, from 0 (not at all) to 1.
    hum
        Amplitude (m) with which the mains displace the lines.
    """

    astigmatism: tuple[float, float] = (0.0, 0.0)
    drift: tuple[float, float] = (0.0, 0.0)
    past: tuple[PastExposure, ...] = ()
    charging: float = 0.0
    hum: float = 0.0


IDEAL = Circumstances()
"""A round lens, a still table, a clean and conducting specimen, a quiet room."""
