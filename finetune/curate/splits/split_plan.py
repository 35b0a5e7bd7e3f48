"""How many pictures each part of a dataset is to have."""

from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue


class SplitPlan(FrozenValue):
    """Sizes of the parts that are held out; training takes the rest.

    Attributes
    ----------
    benchmark, calibration, validation
        Below 1, a share of all pictures; from 1 on, a number of pictures.
    seed
        Of what is drawn.
    """

    benchmark: float = Field(default=100, ge=0)
    calibration: float = Field(default=0.05, ge=0)
    validation: float = Field(default=0.05, ge=0)
    seed: int = Field(default=0, ge=0)

    def wanted(self, pictures: int) -> dict[str, int]:
        """Return how many pictures each part is to have out of this many."""
        sizes = {"benchmark": self.benchmark, "calibration": self.calibration, "validation": self.validation}
        return {name: round(size * pictures) if size < 1 else round(size) for name, size in sizes.items()}
