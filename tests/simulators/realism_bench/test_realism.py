"""Statistics that are held against real pictures."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fractoscope.instruments.errors import BadFile
from fractoscope.simulators.realism_bench.picture_statistics import PictureStatistics, correlation_length
from fractoscope.simulators.realism_bench.real_pictures import read_real_pictures
from fractoscope.simulators.realism_bench.realism_figures import draw_figures
from fractoscope.simulators.realism_bench.rendered_pictures import as_grey, rendered_places

HEADER = "file,is_fracture_surface,material_class,tags_visual,pixel_size_nm,bar_top_row\n"


def noise_of_slope(slope: float, size: int = 256, seed: int = 0):
    """Return noise whose power falls with frequency to a power."""
    radius = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.fftfreq(size)[None, :])
    radius[0, 0] = 1
    spectrum = np.fft.fft2(np.random.default_rng(seed).normal(size=(size, size))) * radius ** (slope / 2)
    return np.fft.ifft2(spectrum).real


@pytest.mark.parametrize("slope", [-1.0, -2.0])
def test_slopes_are_those_that_were_put_in(slope: float):
    """Pins a slope of amplitude taken for one of power, or frequencies off by a factor."""
    each = [PictureStatistics.of(noise_of_slope(slope, seed=seed)) for seed in range(8)]
    assert np.mean([one.slope_low for one in each]) == pytest.approx(slope, abs=0.25)
    assert np.mean([one.slope_high for one in each]) == pytest.approx(slope, abs=0.05)


def test_brightness_and_contrast_change_nothing():
    """Pins numbers that compare settings of two microscopes instead of two surfaces."""
    picture = np.exp(0.5 * noise_of_slope(-2.0) / noise_of_slope(-2.0).std())
    plain, turned = PictureStatistics.of(picture), PictureStatistics.of(3 * picture + 50)
    for name in ("slope_low", "slope_high", "skew", "gradient"):
        assert getattr(plain, name) == pytest.approx(getattr(turned, name), rel=1e-6)
    # Of a log-normal with sigma 0.5 the skew is 1.75; a correlated sample strays from it.
    assert 1.0 < plain.skew < 2.6


def test_twice_the_size_is_twice_the_correlation_length():
    """Pins a length that is not in pixels, so that pictures would be matched at the wrong scale."""
    picture = noise_of_slope(-3.0, 128)
    picture -= np.kron(picture.reshape(8, 16, 8, 16).mean((1, 3)), np.ones((16, 16)))
    assert correlation_length(np.kron(picture, np.ones((2, 2)))) == pytest.approx(2 * correlation_length(picture), rel=0.25)


def test_contrast_saturates_the_shares_asked_for():
    """Pins a rendered picture with more black and white than the real one that it is held against."""
    grey = as_grey(np.random.default_rng(0).normal(size=(200, 200)).astype(np.float32), 0.05, 0.1)
    assert float(np.mean(grey == 0)) == pytest.approx(0.05, abs=0.01)
    assert float(np.mean(grey == 255)) == pytest.approx(0.1, abs=0.01)


def test_bars_are_cut_off_and_other_pictures_left_out(tmp_path: Path):
    """Pins a burned-in bar, a polymer or a section among the real fractures."""
    Image.fromarray(np.zeros((500, 400), np.uint8)).save(tmp_path / "a.png")
    rows = "a.png,yes,metal,dimples;inclusions,100,470\nb.png,yes,polymer,dimples,100,470\nc.png,no,metal,dimples,100,470\n"
    (tmp_path / "labels.csv").write_text(HEADER + rows, "utf-8")
    (picture,) = read_real_pictures(tmp_path)
    assert picture.pixels.shape == (380, 400)
    assert picture.pixel_size == pytest.approx(100e-9)
    assert [window.shape for window in picture.windows(256)] == [(256, 256)] * 4


@pytest.mark.parametrize(("rows", "told"), [("", "no picture is tagged"), ("none.png,yes,metal,dimples,100,470\n", "cannot be used")])
def test_pictures_that_cannot_be_used_are_refused(tmp_path: Path, rows: str, told: str):
    """Pins a comparison with nothing, and a traceback."""
    with pytest.raises(BadFile, match="no table of labels"):
        read_real_pictures(tmp_path)
    (tmp_path / "labels.csv").write_text(HEADER + rows, "utf-8")
    with pytest.raises(BadFile, match=told):
        read_real_pictures(tmp_path)


def test_no_real_picture_gets_into_a_figure(tmp_path: Path):
    """Pins pixels of micrographs that may not be passed on."""
    random = np.random.default_rng(0)
    real = [np.full((64, 64), 77, np.uint8) + random.integers(0, 2, (64, 64), np.uint8)]
    rendered = [random.integers(100, 256, (64, 64), np.uint8)]
    draw_figures(tmp_path, {"dimples": {"real": real, "plain": rendered, "as_taken": rendered}})
    assert sorted(file.name for file in tmp_path.iterdir()) == ["dimples-rendered.jpg", "dimples-spectrum.svg"]
    with Image.open(tmp_path / "dimples-rendered.jpg") as sheet:
        assert float(np.asarray(sheet)[:60, :60].mean()) > 120
    assert "<image" not in (tmp_path / "dimples-spectrum.svg").read_text("utf-8")


def test_places_lie_in_zones_of_the_feature():
    """Pins cleavage that is compared with pictures of dimples."""
    places = rendered_places("equiaxed_dimples", 3, 0)
    for place in places:
        assert place.specimen.zones[place.zone].morphology == "equiaxed_dimples"
        assert place.specimen.zone_at(place.x, place.y) == place.zone
