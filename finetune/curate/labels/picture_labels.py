"""What is known of a picture."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

LabelSource = Literal["person", "teacher", "truth"]


@dataclass(frozen=True)
class PictureLabels:
    """Labels after everybody was heard.

    Attributes
    ----------
    present, absent
        Features; what is in neither is unknown.
    directions
        Angle (rad) by feature, from the picture's x axis towards its upper edge.
    source
        Whose word it is.
    doubt
        Largest doubt of the features present, 0 to 1.
    conflicts
        Features of which one said yes and another, of the same rank, no.
    """

    present: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    directions: Mapping[str, float] = field(default_factory=dict)
    source: LabelSource = "teacher"
    doubt: float = 0.0
    conflicts: tuple[str, ...] = ()
