"""Mirror, mist and hackle."""

from collections.abc import Callable

import numpy as np
import pytest

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.fracture_mirror import MIST_END, FractureMirror
from fractoscope.simulators.specimen.relief import Relief

RADIUS = 300e-6
GLASS = FractureMirror(3, 0.0, 0.0, RADIUS)
CERAMIC = FractureMirror(3, 0.0, 0.0, RADIUS, 0.4, 3e-6)


@pytest.mark.parametrize("surface", [GLASS, CERAMIC])
def test_roughness_grows_with_the_distance(surface: FractureMirror, look: Callable[..., Relief]):
    """It is what the mirror is read by: mirror, mist and hackle are stages of one gradual roughening."""
    slopes = []
    for distance in (0.4, 1.15, 2.2, 5.0):
        height = look(surface, 100e-6, x=distance * RADIUS, y=0.0).height.astype(float) / (100e-6 / 128)
        rows, columns = np.gradient(height)
        slopes.append(np.var(rows) + np.var(columns))
    assert slopes[0] < slopes[1] < slopes[2]
    assert slopes[3] > 2 * slopes[0]


@pytest.mark.parametrize("angle", [0.2, 1.3, 2.6, -2.0])
def test_hackle_runs_along_the_growth(angle: float, look: Callable[..., Relief], line_axis: Callable[[np.ndarray], tuple[float, float]]):
    """Hackle points away from the origin; the truth's direction must be that of the drawn ridges."""
    x, y = 5 * RADIUS * np.cos(angle), 5 * RADIUS * np.sin(angle)
    relief = look(GLASS, 300e-6, x=x, y=y, columns=256, rows=192)
    assert ((relief.visible & Feature.HACKLE) > 0).mean() > 0.9
    assert np.allclose(np.cos(relief.direction - angle), 1, atol=0.03)
    axis, coherence = line_axis(relief.height)
    assert coherence > 0.3
    assert abs((axis - angle + np.pi / 2) % np.pi - np.pi / 2) < np.radians(8)


def test_zones_follow_the_radii(look: Callable[..., Relief]):
    """The mirror's bit must end with the mist and the hackle's begin after it, or a radius read from them is wrong."""
    relief = look(GLASS, 2e-3, x=0.0, y=0.0, columns=256, rows=192)
    pixel = 2e-3 / 256
    rows, columns = np.mgrid[:192, :256]
    distance = np.hypot(rows - 95.5, columns - 127.5) * pixel / RADIUS
    mirror, hackle = (relief.visible & Feature.FRACTURE_MIRROR) > 0, (relief.visible & Feature.HACKLE) > 0
    assert mirror[distance < 1.1 * MIST_END - 0.25].all()
    assert not mirror[distance > MIST_END + 0.15].any()
    assert hackle[distance > 1.15 * MIST_END + 0.15].all()
    assert not (mirror & hackle).any()


@pytest.mark.parametrize(("width", "seen"), [(100e-6, False), (500e-6, True), (1.5e-3, True), (20e-3, False)])
def test_a_mirror_is_told_by_its_rim(width: float, seen: bool, look: Callable[..., Relief]):
    """From inside it is any smooth place, and from too far off a dot."""
    visible = look(GLASS, width, x=0.6 * min(width, RADIUS), y=0.0).visible
    assert bool((visible & Feature.FRACTURE_MIRROR).any()) == seen


def test_wallner_lines_stay_on_the_mirror(look: Callable[..., Relief]):
    """Beyond it they drown in the mist: a bit there would mark lines that are not drawn."""
    relief = look(GLASS, 150e-6, x=0.45 * RADIUS, y=0.0)
    assert ((relief.visible & Feature.WALLNER_LINES) > 0).mean() > 0.5
    outside = look(GLASS, 150e-6, x=2 * RADIUS, y=0.0)
    assert not (outside.visible & Feature.WALLNER_LINES).any()
    assert np.isnan(outside.spacing).all()


def test_grains_of_a_ceramic_show_where_it_is_rough(look: Callable[..., Relief]):
    """In the mirror they lie almost level and cannot be told; beyond it they can, and glass has none."""
    bits = np.uint32(Feature.CLEAVAGE_FACETS | Feature.INTERGRANULAR_FACETS)
    assert not (look(CERAMIC, 20e-6, x=0.3 * RADIUS, y=0.0).visible & bits).any()
    assert ((look(CERAMIC, 20e-6, x=3 * RADIUS, y=0.0).visible & bits) == bits).all()
    assert not (look(GLASS, 20e-6, x=3 * RADIUS, y=0.0).visible & bits).any()
