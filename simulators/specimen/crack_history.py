"""What happened to a specimen, in order."""

from dataclasses import dataclass

from fractoscope.simulators.specimen.crack_stage import CrackStage
from fractoscope.simulators.specimen.defect import Defect


@dataclass(frozen=True)
class CrackHistory:
    """What happened to a specimen, in order.

    Attributes
    ----------
    cause
        Why it broke, in a few words.
    stages
        From the start of the crack to the end.
    defects
        What the cracks started from; empty where nothing but the shape of the part did it.
    """

    cause: str
    stages: tuple[CrackStage, ...]
    defects: tuple[Defect, ...] = ()
