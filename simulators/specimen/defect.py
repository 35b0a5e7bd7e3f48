"""What a crack started from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Defect:
    """What a crack started from.

    Attributes
    ----------
    kind
        Taxonomy identifier where there is one (`inclusion`, `gas_pore`, `machining_marks`), else a plain word such as "notch".
    x, y
        Where (m).
    size
        Its width (m).
    """

    kind: str
    x: float
    y: float
    size: float
