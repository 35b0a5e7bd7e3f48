"""Self-affine relief, the same at a place in every frame, at a cost that hardly depends on how coarse its octaves are."""

from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.texture.level_of_detail import level_of_detail
from fractoscope.simulators.specimen.texture.noise_kernels import add_octave, interpolate

SAMPLES_PER_WAVELENGTH = 16
SLOPE_OF_OCTAVE = 2.4


@dataclass(frozen=True)
class FractalNoise:
    """A sum of octaves of gradient noise, amplitude proportional to wavelength to the power `hurst`.

    An octave much coarser than a pixel is computed on nodes at absolute multiples of a sixteenth of its wavelength, then
    interpolated: two overlapping frames share the nodes, and so agree.

    Attributes
    ----------
    seed
        Which surface.
    longest, shortest
        Wavelengths (m) of the first octave and of the end of the series.
    amplitude
        Of the longest octave (m, or any unit).
    hurst
        Roughness exponent; 1 keeps the same slope in each octave.
    """

    seed: int
    longest: float
    shortest: float
    amplitude: float
    hurst: float = 0.8

    @property
    def octaves(self) -> tuple[tuple[float, float], ...]:
        """Wavelength (m) and amplitude of each octave, longest first."""
        result = []
        wavelength = self.longest
        while wavelength >= self.shortest * 0.999:
            result.append((wavelength, self.amplitude * (wavelength / self.longest) ** self.hurst))
            wavelength /= 2
        return tuple(result)

    def reach(self, finer_than: float = float("inf")) -> float:
        """Return a bound that the sum of the octaves finer than a wavelength (m) all but never exceeds."""
        return float(sum(amplitude for wavelength, amplitude in self.octaves if wavelength < finer_than))

    def left_out(self, pixel_size: float) -> float:
        """Return the variance of the slope of what is not drawn at a pixel size (m)."""
        return float(
            sum(
                (1.0 - level_of_detail(wavelength / 2, pixel_size) ** 2) * (SLOPE_OF_OCTAVE * amplitude / wavelength) ** 2
                for wavelength, amplitude in self.octaves
            )
        )

    def over(self, grid: SurfaceGrid) -> NDArray[np.float32]:
        """Return the noise over a grid, shape (rows, columns)."""
        xs, ys = grid.xs, grid.ys
        drawn = [
            (index, wavelength, amplitude * level_of_detail(wavelength / 2, grid.detail))
            for index, (wavelength, amplitude) in enumerate(self.octaves)
            if wavelength > 2 * grid.detail
        ]
        coarse = [octave for octave in drawn if octave[1] >= 2 * SAMPLES_PER_WAVELENGTH * grid.pixel_size]
        out = np.zeros((grid.rows, grid.columns), np.float32)
        if coarse:
            self._interpolated(coarse, xs, ys, out)
        for index, wavelength, amplitude in drawn[len(coarse) :]:
            add_octave(out, xs / wavelength, ys / wavelength, self._octave_seed(index), np.float32(amplitude))
        return out

    def _octave_seed(self, index: int) -> np.uint32:
        return np.uint32((self.seed * 0x9E3779B1 + index * 0x85EBCA77 + 0x165667B1) & 0xFFFFFFFF)

    def _interpolated(
        self, octaves: list[tuple[int, float, float]], xs: NDArray[np.float64], ys: NDArray[np.float64], out: NDArray[np.float32]
    ) -> None:
        pitch = octaves[-1][1] / SAMPLES_PER_WAVELENGTH
        columns = (floor(xs[0] / pitch) - 2, floor(xs[-1] / pitch) + 4)
        rows = (floor(ys[-1] / pitch) - 2, floor(ys[0] / pitch) + 4)
        ranges = [(columns, rows)]
        for _ in octaves[1:]:
            columns = (columns[0] // 2 - 2, columns[1] // 2 + 4)
            rows = (rows[0] // 2 - 2, rows[1] // 2 + 4)
            ranges.append((columns, rows))
        ranges.reverse()
        level, parent = np.zeros((0, 0), np.float32), (0, 0)
        for (index, _wavelength, amplitude), (columns, rows) in zip(octaves, ranges, strict=True):
            column_nodes = np.arange(*columns)
            row_nodes = np.arange(*rows)
            values = np.zeros((row_nodes.size, column_nodes.size), np.float32)
            if level.size:
                interpolate(level, column_nodes / 2 - parent[0], row_nodes / 2 - parent[1], values)
            add_octave(
                values,
                column_nodes / SAMPLES_PER_WAVELENGTH,
                row_nodes / SAMPLES_PER_WAVELENGTH,
                self._octave_seed(index),
                np.float32(amplitude),
            )
            level, parent = values, (columns[0], rows[0])
        interpolate(level, xs / pitch - parent[0], ys / pitch - parent[1], out)
