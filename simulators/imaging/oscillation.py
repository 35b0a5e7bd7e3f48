"""A periodic disturbance of the scan."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Oscillation:
    """A sinusoidal displacement between beam and specimen; its phase is new in each frame.

    Attributes
    ----------
    amplitude
        Largest displacement from the mean (m).
    frequency
        Cycles a second (Hz): 50 or 60 for mains hum, some 5 to 200 for a building or a pump.
    """

    amplitude: float = 0.0
    frequency: float = 50.0

    def __post_init__(self) -> None:
        if not self.amplitude >= 0:
            raise ValueError(f"amplitude is {self.amplitude}; it must not be below 0")
        if not self.frequency > 0:
            raise ValueError(f"frequency is {self.frequency}; it must be above 0")
