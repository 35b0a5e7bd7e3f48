"""How far the simulated microscope falls short of a perfect one."""

from dataclasses import dataclass, field

from fractoscope.simulators.imaging import Oscillation
from fractoscope.simulators.stage_imperfections import ORDINARY, PERFECT, StageImperfections


@dataclass(frozen=True)
class Realism:
    """What is wrong with a microscope and its room in everyday work; faults come on top.

    Attributes
    ----------
    turns
        True for a stage that tilts and rotates.
    stage
        By how much its table strays from the read-back.
    astigmatism
        Of the column with its stigmators at 0, at 15 kV and 10 mm (m).
    contaminates
        True where earlier exposures leave a trace.
    charging
        How much the specimen charges, 0 to 1.
    hum
        How the mains displace the lines.
    vibration
        How the building does.
    """

    turns: bool = False
    stage: StageImperfections = PERFECT
    astigmatism: float = 0.0
    contaminates: bool = False
    charging: float = 0.0
    hum: Oscillation = field(default=Oscillation())
    vibration: Oscillation = field(default=Oscillation())


PLAIN = Realism()
"""Misses of the stage, shot noise, defocus, and nothing else: the microscope of the demo."""

FULL = Realism(
    turns=True,
    stage=ORDINARY,
    astigmatism=12e-6,
    contaminates=True,
    charging=0.02,
    hum=Oscillation(amplitude=2e-9),
    vibration=Oscillation(amplitude=1e-9, frequency=17.0),
)
"""Everything at once, at the size of an instrument in ordinary condition."""
