"""The roughness that a facet carries below its own size."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail
from fractoscope.simulators.specimen.texture.noise_kernels import add_octave


def add_fine_texture(
    height: NDArray[np.float32], grid: SurfaceGrid, longest: float, slope: float, seed: int, hurst: float = 0.95, octaves: int = 12
) -> float:
    """Add self-affine noise to `height` in place and return the slope variance of what is too fine for the grid.

    Parameters
    ----------
    height
        Metres, shape (rows, columns).
    grid
        Where the points lie.
    longest
        Wavelength of the coarsest octave (m).
    slope
        Amplitude of the coarsest octave divided by its wavelength.
    seed
        Chooses the texture.
    hurst
        Exponent of the amplitude over wavelength.
    octaves
        How many halvings of the wavelength there are; below the last one the surface is smooth.
    """
    left_out = 0.0
    xs, ys = grid.xs, grid.ys
    for octave in range(octaves):
        wavelength = longest / 2**octave
        amplitude = slope * longest * 0.5 ** (hurst * octave)
        weight = level_of_detail(wavelength / 2, grid.detail)
        if weight > 0:
            own_seed = np.uint32((seed + 7919 * octave) & 0xFFFFFFFF)
            add_octave(height, xs / wavelength, ys / wavelength, own_seed, np.float32(weight * amplitude))
        # An octave's slope is about 2.4 times its amplitude over its wavelength.
        left_out += (1.0 - weight**2) * (2.4 * amplitude / wavelength) ** 2
    return left_out
