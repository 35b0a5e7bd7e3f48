"""Scale bars from metadata, never from burned-in ones."""

from dataclasses import dataclass
from math import floor, log10

from fractoscope.agent.report.quantities import quantity

_WANTED = 0.25


@dataclass(frozen=True)
class ScaleBar:
    """A bar of round length.

    Attributes
    ----------
    length
        What it stands for (m): 1, 2 or 5 times a power of ten.
    share
        Its length on the picture as a share of the picture's width, 0.1 to 0.4.
    """

    length: float
    share: float

    @property
    def label(self) -> str:
        """The length with its unit."""
        return quantity(self.length, "m")


def scale_bar(width: float) -> ScaleBar:
    """Return the bar whose length is nearest to a quarter of a width (m), by ratio.

    Raises
    ------
    ValueError
        If the width is not above 0.
    """
    if not width > 0:
        raise ValueError(f"a picture {width} m wide has no scale bar")
    target = log10(_WANTED * width)
    decade = floor(target)
    candidates = [float(f"{step}e{decade + power}") for power in (0, 1) for step in (1, 2, 5)]
    length = min(candidates, key=lambda candidate: abs(log10(candidate) - target))
    return ScaleBar(length, length / width)
