"""Parts before they broke: what lies around the fracture face, and how uneven everything is."""

from math import pi

import numpy as np

from fractoscope.simulators.specimen.families.fillings import new_seed
from fractoscope.simulators.specimen.morphologies.side_face import SideFace
from fractoscope.simulators.specimen.morphologies.stub import Stub
from fractoscope.simulators.specimen.surroundings import Surroundings
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise


def ground_part(random: np.random.Generator) -> Surroundings:
    """Return a ground side face on a stub with tape."""
    side = SideFace(new_seed(random), float(random.uniform(0, pi)))
    return Surroundings(side, Stub(new_seed(random)), float(random.uniform(0.3e-3, 1.0e-3)))


def waviness(random: np.random.Generator, amplitude: float = 110e-6) -> FractalNoise:
    """Return the relief that all zones share; small enough that marks stand out."""
    return FractalNoise(new_seed(random), 8.192e-3, 32e-6, amplitude, 0.95)


def rough_waviness(random: np.random.Generator, amplitude: float = 110e-6) -> FractalNoise:
    """Return a shared relief that is rougher at some tenths of a millimetre, for faces of coarse grains or facets.

    Their own relief comes and goes with the field width; this one carries the height from one field width to the next.
    """
    return FractalNoise(new_seed(random), 4.096e-3, 32e-6, amplitude, 0.8)


def ragged_edge(random: np.random.Generator) -> FractalNoise:
    """Return the raggedness of the outline."""
    return FractalNoise(new_seed(random), 2e-3, 0.1e-6, 70e-6, 0.75)


def ragged_border(random: np.random.Generator, amplitude: float = 250e-6) -> FractalNoise:
    """Return the raggedness of a border between zones."""
    return FractalNoise(new_seed(random), 4e-3, 0.1e-6, amplitude, 0.8)


def jagged_border(random: np.random.Generator, amplitude: float = 150e-6) -> FractalNoise:
    """Return the raggedness of a border at which one way of breaking gave way to another over some tenths of a millimetre."""
    return FractalNoise(new_seed(random), 1.2e-3, 0.1e-6, amplitude, 0.65)
