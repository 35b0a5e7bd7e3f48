"""How a broken part is mounted, and what has settled on it since."""

import numpy as np

from fractoscope.simulators.specimen.families.fillings import log_uniform, new_seed
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphologies.conductive_paint import ConductivePaint
from fractoscope.simulators.specimen.morphologies.dusty_tape import DustyTape
from fractoscope.simulators.specimen.morphologies.stub import Stub
from fractoscope.simulators.specimen.morphology import Morphology
from fractoscope.simulators.specimen.overlays.cluster import Cluster
from fractoscope.simulators.specimen.overlays.dust import Dust
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.overlays.lint import Lint
from fractoscope.simulators.specimen.overlays.salt_crystals import SaltCrystals
from fractoscope.simulators.specimen.overlays.scattered import Scattered
from fractoscope.simulators.specimen.placed_overlay import PlacedOverlay
from fractoscope.simulators.specimen.surroundings import GROUND_STEEL, TAPE, Surroundings
from fractoscope.simulators.specimen.zone import MOUNT, SIDE_FACE

SILVER_PAINT = Material(1.05, 40.0)
DEBRIS = Feature.SURFACE_CONTAMINATION


def mounted(random: np.random.Generator, side: Morphology, material: Material = GROUND_STEEL) -> Surroundings:
    """Return a part with a side face of its own on clean tape, on tape that lay about, or in silver paint."""
    width = float(random.uniform(0.3e-3, 0.9e-3))
    chosen, seed = int(random.choice(3, p=(0.3, 0.5, 0.2))), new_seed(random)
    if chosen == 2:
        return Surroundings(side, ConductivePaint(seed), width, side_material=material, mount_material=SILVER_PAINT)
    tape = Stub(seed) if chosen == 0 else DustyTape(seed, log_uniform(random, 1e7, 6e7), float(random.uniform(1e5, 8e5)))
    return Surroundings(side, tape, width, side_material=material, mount_material=TAPE)


def settled(random: np.random.Generator, ground: Ground, fracture: tuple[int, ...], face: float = 2e6) -> tuple[PlacedOverlay, ...]:
    """Return dust all over, most of it on side and mount; now and then a hair, or the salt of a drop that dried.

    Parameters
    ----------
    random
        What decides.
    ground
        Level of the specimen.
    fracture
        Ids of the fracture zones.
    face
        Particles per area of the fracture face (1/m²).
    """
    around = Dust(Scattered(new_seed(random), log_uniform(random, 6e6, 5e7), 3e-6, 45e-6), ground)
    lying = [PlacedOverlay(around, DEBRIS, (MOUNT, SIDE_FACE))]
    lying.append(PlacedOverlay(Dust(Scattered(new_seed(random), face, 2e-6, 22e-6), ground), DEBRIS, fracture))
    everywhere = (MOUNT, SIDE_FACE, *fracture)
    if random.random() < 0.35:
        x, y = (float(offset) for offset in random.uniform(-2e-3, 2e-3, 2))
        drop = Cluster(x, y, log_uniform(random, 4e-6, 15e-6), int(random.integers(10, 60)), 150e-6, 120e-6, new_seed(random))
        lying.append(PlacedOverlay(SaltCrystals(drop, ground), DEBRIS, everywhere))
    if random.random() < 0.5:
        hairs = Scattered(new_seed(random), log_uniform(random, 1e4, 8e4), 250e-6, 900e-6)
        lying.append(PlacedOverlay(Lint(hairs, ground, float(random.uniform(5e-6, 9e-6))), DEBRIS, everywhere))
    return tuple(lying)
