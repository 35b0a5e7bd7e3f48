"""The image-quality gate on pictures whose faults are known."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from fractoscope.model.image_quality import measure_quality


def _scene(seed: int = 1, noise: float = 6.0, blur: float = 0.0) -> np.ndarray:
    """Return a picture with detail of all sizes from 2 to 100 pixels, float, mean 120."""
    random = np.random.default_rng(seed)
    layers = [gaussian_filter(random.normal(size=(384, 512)), size, mode="wrap") for size in (0.8, 2, 5, 12, 30)]
    scene = sum(layer / layer.std() for layer in layers)
    if blur:
        scene = gaussian_filter(scene, blur, mode="wrap")
    return 120 + 18 * scene + random.normal(scale=noise, size=scene.shape)


def _as_bytes(scene: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(scene), 0, 255).astype(np.uint8)


def test_a_good_picture_has_no_flags():
    """A gate that stops good frames stops the session."""
    quality = measure_quality(_as_bytes(_scene()))
    assert quality.flags == ()
    assert quality.noise == pytest.approx(6 / _scene().std(), rel=0.2)
    assert quality.saturated < 0.01


@pytest.mark.parametrize("blur", [5.0, 8.0, 12.0])
@pytest.mark.parametrize("noise", [1.0, 4.0])
def test_a_blurred_picture_is_out_of_focus(blur: float, noise: float):
    """Noise put on by the detector after the blur must not pass for fine detail."""
    assert measure_quality(_as_bytes(_scene(blur=blur, noise=noise))).flags == ("out_of_focus",)


def test_shot_noise_does_not_pass_for_detail():
    """Noise that grows with the signal was underestimated, and a defocused frame came out sharper than a focused one."""
    random = np.random.default_rng(6)
    focused, blurred = (np.clip(_scene(blur=blur, noise=0) - 60, 4, None) for blur in (0.0, 9.0))
    sharp, soft = (measure_quality(_as_bytes(random.poisson(scene * 0.6) / 0.6)) for scene in (focused, blurred))
    assert sharp.flags == ()
    assert "out_of_focus" in soft.flags
    assert soft.sharpness < sharp.sharpness


def test_sharpness_falls_with_blur():
    """Autofocus needs a figure that tells better from worse."""
    values = [measure_quality(_as_bytes(_scene(blur=blur, noise=2))).sharpness for blur in (0, 1, 2, 4)]
    assert values == sorted(values, reverse=True)


def test_16_bits_are_measured_like_8():
    """A gate that only knows bytes."""
    scene = np.clip(_scene(), 1, 254)
    deep = measure_quality(np.rint(scene * 257).astype(np.uint16))
    flat = measure_quality(_as_bytes(scene))
    assert deep.sharpness == pytest.approx(flat.sharpness, abs=0.02)
    assert deep.flags == flat.flags == ()


def test_the_same_pixels_measure_the_same():
    """A journal that says something else on replay."""
    assert measure_quality(_as_bytes(_scene())) == measure_quality(_as_bytes(_scene()))


@pytest.mark.parametrize("level", [-90.0, 90.0])
def test_pixels_at_black_or_white_are_counted(level: float):
    """Contrast that hides the surface."""
    pixels = _as_bytes(_scene() * 2 - 120 + level)
    quality = measure_quality(pixels)
    assert quality.saturated == pytest.approx(np.isin(pixels, (0, 255)).mean())
    assert "saturated" in quality.flags


def test_a_12_bit_detector_in_a_16_bit_file_saturates_at_4095():
    """White taken for 65535 never finds the ceiling of a 12-bit detector."""
    pixels = np.clip(_scene() * 16 * 2, 0, 4095).astype(np.uint16)
    assert "saturated" in measure_quality(pixels).flags


@pytest.mark.parametrize("deviation", [2.0, 10.0, 40.0])
def test_noise_alone_is_a_blank_frame(deviation: float):
    """Features read from noise."""
    pixels = np.clip(np.random.default_rng(2).normal(110, deviation, (384, 512)), 0, 255).astype(np.uint8)
    assert "blank_frame" in measure_quality(pixels).flags


def test_a_noisy_picture_of_something_is_not_blank():
    """A fast scan of a real surface refused."""
    assert "blank_frame" not in measure_quality(_as_bytes(_scene(noise=60))).flags


@pytest.mark.parametrize("level", [0, 77, 255])
def test_one_grey_is_a_blank_frame(level: int):
    """Division by a variance of nothing."""
    quality = measure_quality(np.full((384, 512), level, np.uint8))
    assert "blank_frame" in quality.flags
    assert quality.noise == 0


def test_missing_lines_make_a_frame_incomplete():
    """A scan that was cut short, its rest filled with one grey."""
    pixels = _as_bytes(_scene())
    pixels[300:] = 0
    assert "blank_frame" in measure_quality(pixels).flags


@pytest.mark.parametrize(
    "pixels",
    [np.zeros((10, 10), np.uint8), np.zeros((100, 100, 3), np.uint8), np.zeros((100, 100), np.float32)],
)
def test_what_cannot_be_measured_is_refused(pixels: np.ndarray):
    """A colour or a tiny picture measured as if it were a frame."""
    with pytest.raises(ValueError, match="quality is measured on"):
        measure_quality(pixels)
