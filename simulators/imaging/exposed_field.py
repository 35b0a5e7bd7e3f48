"""A field that the beam has scanned before."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ExposedField:
    """A rectangle of the specimen and the charge that it has received.

    Attributes
    ----------
    x, y
        Centre (m).
    width, height
        Along its own axes (m).
    dose
        Charge in all (C).
    angle
        By which its axes are turned from x towards y (rad); of a field scanned with the specimen rotated by r it is -r.
    """

    x: float
    y: float
    width: float
    height: float
    dose: float
    angle: float = 0.0

    def __post_init__(self) -> None:
        for name in ("width", "height"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be above 0")
        if not self.dose >= 0:
            raise ValueError(f"dose is {self.dose}; it must not be below 0")

    @property
    def dose_density(self) -> float:
        """Charge for each square metre (C/m²)."""
        return self.dose / (self.width * self.height)
