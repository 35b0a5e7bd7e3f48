"""Laws that image formation must keep."""

from dataclasses import replace

import numpy as np
import pytest

from fractoscope.simulators.imaging import ImagingConditions, RenderedFrame, render_frame
from fractoscope.simulators.imaging.digitise import adjust, digitise
from fractoscope.simulators.imaging.exposure import counts_per_yield, expose
from fractoscope.simulators.imaging.occlusion import occlusion
from fractoscope.simulators.imaging.probe import blur_by_probe, probe_size
from fractoscope.simulators.imaging.secondary_electron_yield import secondary_electron_yield
from fractoscope.simulators.specimen.morphologies.cleavage import CleavageFacets
from fractoscope.simulators.specimen.surface import Surface
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.surface_truth import SurfaceTruth

ROWS, COLUMNS = 96, 128
NANOAMPERE = ImagingConditions(current=1e-9)


def surface_of(height: np.ndarray, roughness: float = 0.0, factor: float = 1.0) -> Surface:
    zero = np.zeros(height.shape, np.float32)
    truth = SurfaceTruth(zero.astype(np.uint8), zero.astype(np.uint32), zero, zero, zero, zero)
    return Surface(height.astype(np.float32), zero + np.float32(roughness), zero + np.float32(factor), zero + np.float32(26), truth)


class Cleaved:
    """A specimen of cleavage only."""

    def sample(self, grid: SurfaceGrid) -> Surface:
        return surface_of(CleavageFacets(3, 25e-6).relief(grid, np.ones((grid.rows, grid.columns), bool)).height)


def frame(conditions: ImagingConditions, seed: int = 1, width: float = 150e-6) -> RenderedFrame:
    return render_frame(Cleaved(), SurfaceGrid(1e-3, 0.0, width / COLUMNS, COLUMNS, ROWS), conditions, seed)


def relative_noise(conditions: ImagingConditions) -> float:
    counts = expose(np.ones((400, 400), np.float32), conditions, np.random.default_rng(1))
    return float(np.var(counts - counts.mean(axis=1, keepdims=True)) / counts.mean() ** 2)


@pytest.mark.parametrize("factor", [2.0, 8.0])
def test_noise_variance_falls_as_one_over_the_dose(factor: float) -> None:
    """Four times the dose must halve the noise, whether it comes from current or from dwell time."""
    base = relative_noise(NANOAMPERE)
    assert relative_noise(replace(NANOAMPERE, current=factor * 1e-9)) == pytest.approx(base / factor, rel=0.05)
    assert relative_noise(replace(NANOAMPERE, dwell_time=factor * 1e-6)) == pytest.approx(base / factor, rel=0.05)


def test_few_electrons_are_counted_one_by_one() -> None:
    """The Gaussian limit would give negative and fractional counts where a pixel sees a handful of electrons."""
    faint = ImagingConditions(current=10e-12)
    assert counts_per_yield(faint) < 12
    assert relative_noise(faint) * counts_per_yield(faint) == pytest.approx(1.0, rel=0.05)


def test_mean_grows_with_current_and_dwell_at_fixed_gain() -> None:
    """A fixed gain must show a brighter beam, otherwise auto-contrast is still at work."""
    used = frame(NANOAMPERE).conditions
    dim = frame(replace(used, bits=16, brightness=0.5, contrast=0.55)).pixels.mean()
    more_current = frame(replace(used, bits=16, brightness=0.5, contrast=0.55, current=2e-9)).pixels.mean()
    more_dwell = frame(replace(used, bits=16, brightness=0.5, contrast=0.55, dwell_time=2e-6)).pixels.mean()
    assert more_current == pytest.approx(2 * dim, rel=0.03)
    assert more_dwell == pytest.approx(2 * dim, rel=0.03)


def test_defocus_takes_detail_either_way() -> None:
    """Focus curves need a maximum at zero."""
    detail = {
        dz: float(np.abs(np.diff(frame(replace(NANOAMPERE, current=1e-7, defocus=dz)).pixels.astype(float), axis=1)).mean())
        for dz in (0.0, 6e-4, 2e-3, -6e-4)
    }
    assert detail[0.0] > detail[6e-4] > detail[2e-3]
    assert detail[-6e-4] == pytest.approx(detail[6e-4], rel=0.02)


def spread(image: np.ndarray) -> tuple[float, float]:
    rows, columns = np.indices(image.shape)
    total = image.sum()
    x, y = (columns * image).sum() / total, (rows * image).sum() / total
    return float((((columns - x) ** 2) * image).sum() / total), float((((rows - y) ** 2) * image).sum() / total)


def test_blur_has_the_stated_variance() -> None:
    """Direct and Fourier blur must agree with alpha times defocus."""
    point = np.zeros((ROWS, COLUMNS), np.float32)
    point[48, 64] = 1
    for pixels in (1.0, 2.5, 5.0):
        across, down = spread(blur_by_probe(point, 1e-6, ImagingConditions(defocus=pixels * 1e-6 / 5e-3)))
        assert across == pytest.approx(pixels**2 + 0.5**2, rel=0.06)
        assert down == pytest.approx(across, rel=0.02)


def test_astigmatism_turns_by_a_right_angle_through_focus() -> None:
    """Stigmation routines watch for exactly this."""
    point = np.zeros((ROWS, COLUMNS), np.float32)
    point[48, 64] = 1
    over = spread(blur_by_probe(point, 1e-6, ImagingConditions(defocus=6e-4, stigmator_x=3e-4)))
    under = spread(blur_by_probe(point, 1e-6, ImagingConditions(defocus=-6e-4, stigmator_x=3e-4)))
    assert over[0] > 3 * over[1]
    assert under[1] > 3 * under[0]


def test_probe_grows_with_current_and_shrinks_with_voltage() -> None:
    """High current costs resolution: a choice the agent has to make."""
    assert probe_size(1e-8, 15e3) > 2 * probe_size(1e-10, 15e3)
    assert probe_size(1e-10, 2e3) > probe_size(1e-10, 20e3)


def test_contrast_scales_the_standard_deviation_and_brightness_shifts_the_mean() -> None:
    """Gain and offset are what the controls say they are."""
    counts = np.random.default_rng(0).normal(1000, 50, (64, 64)).astype(np.float32)
    low = digitise(counts, 0.45, 0.64, 16).astype(float)
    high = digitise(counts, 0.395, 0.64 + np.log10(2) / 8, 16).astype(float)
    assert high.std() == pytest.approx(2 * low.std(), rel=0.01)
    lifted = digitise(counts, 0.455, 0.64, 16).astype(float)
    assert lifted.mean() - low.mean() == pytest.approx(0.1 * 65535, rel=0.01)


def test_saturation_is_counted() -> None:
    """A frame driven into white must say so, and a well set one must not."""
    assert frame(NANOAMPERE).saturated < 0.02
    assert frame(replace(NANOAMPERE, brightness=0.6, contrast=0.7)).saturated == 1.0


def test_automatic_settings_are_reported_and_reproduce_the_frame() -> None:
    """The settings in force go into the metadata, so asking for them must give the same frame."""
    automatic = frame(NANOAMPERE)
    assert automatic.conditions.brightness is not None and automatic.conditions.contrast is not None
    np.testing.assert_array_equal(frame(automatic.conditions).pixels, automatic.pixels)


@pytest.mark.parametrize(("bits", "kind"), [(8, np.uint8), (16, np.uint16)])
def test_depth_of_the_pixels(bits: int, kind: type) -> None:
    """Sixteen bits must use their range, not hold eight-bit values."""
    pixels = frame(replace(NANOAMPERE, bits=bits)).pixels
    assert pixels.dtype == kind and pixels.shape == (ROWS, COLUMNS)
    assert pixels.max() > 0.8 * (2**bits - 1)


def test_noise_belongs_to_the_frame_and_the_surface_to_the_place() -> None:
    """Averaging frames must reduce noise; a second visit must show the same surface."""
    one, again, other = frame(NANOAMPERE, 1).pixels, frame(NANOAMPERE, 1).pixels, frame(NANOAMPERE, 2).pixels
    np.testing.assert_array_equal(one, again)
    assert not np.array_equal(one, other)
    assert np.corrcoef(one.ravel(), other.ravel())[0, 1] > 0.9


def test_tilt_and_unresolved_slope_brighten() -> None:
    """Slope must count the same whether it is resolved or left out at this pixel size."""
    x = np.arange(COLUMNS)[None, :] * 1e-6 * np.ones((ROWS, 1))
    flat = secondary_electron_yield(surface_of(0 * x), 1e-6)[20:-20, 20:-20].mean()
    rough = secondary_electron_yield(surface_of(0 * x, 1.0), 1e-6)[20:-20, 20:-20].mean()
    both = [secondary_electron_yield(surface_of(sign * x), 1e-6)[20:-20, 20:-20].mean() for sign in (1, -1)]
    assert rough > 1.2 * flat
    assert np.mean(both) == pytest.approx(rough, rel=0.02)
    assert both[0] > both[1], "the face towards the detector is the brighter one"


def test_hollows_are_dark_and_slopes_are_not() -> None:
    """A plain tilt, even at the frame's edge, hides nothing; the floor of a pit is hidden."""
    x = (np.arange(COLUMNS)[None, :] * 1e-6 * np.ones((ROWS, 1))).astype(np.float32)
    assert occlusion(x, 1e-6).min() > 0.95
    pit = np.zeros((ROWS, COLUMNS), np.float32)
    pit[40:56, 56:72] = -20e-6
    assert occlusion(pit, 1e-6)[48, 64] < 0.6 < 0.95 < occlusion(pit, 1e-6)[5, 5]


def test_a_blank_frame_does_not_break_automatic_settings() -> None:
    """A blanked beam gives no counts at all; the gain then stops at its limit."""
    adjusted = adjust(np.zeros((30, 30), np.float32), None, None)
    assert 0 <= adjusted.brightness <= 1 and adjusted.contrast == 1.0
    assert adjusted.trouble == "no_signal"


@pytest.mark.parametrize("wrong", [{"voltage": 0.0}, {"dwell_time": -1e-6}, {"contrast": 1.2}, {"bits": 12}, {"detector": "EDX"}])
def test_impossible_conditions_are_refused(wrong: dict[str, float]) -> None:
    """A wrong setting must be named, not turned into a strange picture."""
    with pytest.raises(ValueError, match=next(iter(wrong))):
        ImagingConditions(**wrong)  # type: ignore[arg-type]
