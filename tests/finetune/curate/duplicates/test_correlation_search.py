"""Copies of surfaces that repeat."""

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import gaussian_filter

from fractoscope.finetune.curate.duplicates.correlation_search import register_by_correlation
from fractoscope.finetune.curate.duplicates.fingerprint import fingerprint
from fractoscope.finetune.curate.duplicates.pair_tasks import SEARCHED, most_alike
from fractoscope.finetune.curate.duplicates.registration import Registration
from fractoscope.finetune.curate.duplicates.spectral_signature import likeness
from fractoscope.finetune.curate.duplicates.symmetries import turned


def ripples(seed: int) -> np.ndarray:
    """Ripples of one spacing that wander by a spacing or two, under noise."""
    random = np.random.default_rng(seed)
    rows, columns = np.mgrid[:240, :320]
    wander = gaussian_filter(random.standard_normal((240, 320)), 30)
    waves = np.sin(2 * np.pi * (0.3 * columns + rows) / 14 + 4 * wander / wander.std())
    return np.asarray(np.clip(128 + 60 * waves + 20 * random.standard_normal(waves.shape), 0, 255), np.uint8)


def laid(one: np.ndarray, other: np.ndarray) -> Registration:
    first, second = fingerprint(np.ascontiguousarray(one)), fingerprint(np.ascontiguousarray(other))
    return register_by_correlation(likeness(first.spectrum, second.spectrum), first.detail, second.detail)


@pytest.mark.parametrize("symmetry", [1, 4, 6])
def test_a_turned_crop_of_ripples_is_laid_over(symmetry: int):
    """Pins a copy of striations that is missed, or laid half a turn or a spacing off."""
    crop = turned(ripples(0), symmetry)
    crop = crop[: round(0.8 * crop.shape[0]), round(0.15 * crop.shape[1]) :]
    larger = np.asarray(Image.fromarray(np.ascontiguousarray(crop)).resize((round(1.4 * crop.shape[1]), round(1.4 * crop.shape[0]))))
    found = laid(ripples(0), larger)
    assert found.same
    assert found.symmetry == symmetry


def test_ripples_of_one_spacing_are_no_copies():
    """Pins strangers merged because their ripples have one spacing and direction."""
    assert not any(laid(ripples(0), turned(ripples(n), symmetry)).same for n, symmetry in ((1, 0), (2, 0), (3, 2), (4, 4)))


def straight(seed: int) -> np.ndarray:
    """Ripples of one spacing and height without any bend, under grain of their own."""
    random = np.random.default_rng(seed)
    rows, columns = np.mgrid[:240, :320]
    waves = np.sin(2 * np.pi * (0.3 * columns + rows) / 26 + random.uniform(0, 2 * np.pi))
    grain = gaussian_filter(random.standard_normal(waves.shape), 1)
    return np.asarray(np.clip(128 + 80 * waves + 10 * grain / grain.std(), 0, 255), np.uint8)


def test_straight_ripples_need_the_same_grain():
    """Pins strangers merged because straight ripples of one spacing agree at every shift by a whole period, and copies of them lost."""
    stranger = laid(straight(0), straight(1))
    assert stranger.correlation > 0.9
    assert not stranger.same
    assert laid(straight(0), np.ascontiguousarray(straight(0)[20:220, 30:300])).same


def test_few_pairs_of_a_picture_are_searched():
    """Pins a search of all pairs, the cost of which grows with their number, and one that leaves a picture out."""
    pairs = {(one, other): 1 / (1 + other - one) for one in range(40) for other in range(one + 1, 40)}
    chosen = most_alike(pairs)
    assert len(chosen) <= 40 * SEARCHED
    assert {number for pair in chosen for number in pair} == set(range(40))
    assert (0, 1) in chosen
    assert (0, 39) not in chosen
