"""What the beam has already put on the specimen, place by place."""

from collections import deque
from dataclasses import dataclass
from threading import Lock
from typing import Any

from fractoscope.simulators.physical_record import PhysicalRecord

REMEMBERED = 256
"""Exposures that are kept: contamination of more would not be told apart, and each costs a frame some time."""


@dataclass(frozen=True)
class PastExposure:
    """A rectangle that was scanned.

    Attributes
    ----------
    x, y
        Centre on the specimen (m).
    width, height
        Extent (m) along the scan lines and across them, on the specimen: a tilt has stretched the height.
    rotation
        By how much the stage was turned (rad): the rectangle's edges lie turned back by so much.
    dose
        Charge for the area (C/m²).
    """

    x: float
    y: float
    width: float
    height: float
    rotation: float
    dose: float


class ExposureHistory:
    """The exposures of a physical record, searches included, oldest first; those of earlier processes as well.

    Parameters
    ----------
    record
        Read once; what comes later is added.
    """

    def __init__(self, record: PhysicalRecord) -> None:
        self._lock = Lock()
        self._past: deque[PastExposure] = deque(maxlen=REMEMBERED)
        for line in record.lines():
            if "exposed" in line:
                self.add(line["exposed"])

    @property
    def past(self) -> tuple[PastExposure, ...]:
        """The most recent exposures."""
        with self._lock:
            return tuple(self._past)

    def add(self, exposed: dict[str, Any]) -> None:
        """Add the rectangle of a line that ends an exposure."""
        with self._lock:
            self._past.append(PastExposure(**exposed))
