"""Self-affine noise: the same in every frame, and honest about what it leaves out."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.texture.noise_kernels import add_octave
from fractoscope.simulators.specimen.texture.scattered_noise import scattered_noise

NOISE = FractalNoise(5, 8e-3, 0.1e-6, 1e-4, 0.8)


@pytest.mark.parametrize("pixel_size", [20e-6, 1e-6, 20e-9])
def test_shifted_frames_agree(pixel_size: float):
    """Interpolation nodes anchored to the frame would make the same place differ between frames."""
    one = NOISE.over(SurfaceGrid(1.3e-3, -2.1e-3, pixel_size, 128, 96))
    two = NOISE.over(SurfaceGrid(1.3e-3 + 64 * pixel_size, -2.1e-3 - 48 * pixel_size, pixel_size, 128, 96))
    assert np.sqrt(np.mean((one[48:, 64:] - two[:48, :64]) ** 2)) < 0.01 * pixel_size


def test_zooming_in_keeps_the_relief():
    """A zoomed frame must show the coarse frame's relief, or the stage position would mean nothing."""
    coarse = NOISE.over(SurfaceGrid(0.4e-3, 0.7e-3, 8e-6, 128, 96))
    fine = NOISE.over(SurfaceGrid(0.4e-3, 0.7e-3, 2e-6, 128, 96))
    averaged = fine.reshape(24, 4, 32, 4).mean(axis=(1, 3))
    assert np.corrcoef(averaged.ravel(), coarse[36:60, 48:80].ravel())[0, 1] > 0.99


def test_what_is_not_drawn_is_left_out_variance():
    """Octaves below two pixels must move from the height into the roughness, not vanish."""
    assert NOISE.left_out(20e-9) < 1e-9 + NOISE.left_out(1e-6) < NOISE.left_out(20e-6)


def test_seeds_differ():
    """Two seeds that give one surface would make a training set of copies."""
    grid = SurfaceGrid(0.0, 0.0, 1e-6, 32, 32)
    assert not np.allclose(NOISE.over(grid), FractalNoise(6, 8e-3, 0.1e-6, 1e-4, 0.8).over(grid))


@pytest.mark.parametrize("wavelength", [2.3, 5.0, 40.0])
def test_an_octave_is_gradient_noise(wavelength: float):
    """Pins the shortcut along rows, cell by cell or column by column: both must be the noise at a point."""
    x, y = np.arange(96) / wavelength + 3.3, 7.7 - np.arange(64) / wavelength
    out = np.ones((64, 96), np.float32)
    add_octave(out, x, y, np.uint32(9), np.float32(2.0))
    points = [(0, 0), (17, 31), (40, 95), (63, 50)]
    for row, column in points:
        there = scattered_noise(np.array([[x[column]]]), np.array([[y[row]]]), np.uint32(9), 0)
        assert abs(out[row, column] - 1 - 2 * float(there[0, 0])) < 1e-4
