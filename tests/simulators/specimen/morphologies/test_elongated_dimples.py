"""Elongated dimples: drawn out along one axis, closed at one end."""

from collections.abc import Callable

import numpy as np
import pytest

from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.morphologies.elongated_dimples import ElongatedDimples
from fractoscope.simulators.specimen.relief import Relief


@pytest.mark.parametrize("angle", [0.0, 0.7, 2.4, -1.2])
@pytest.mark.parametrize("cause", ["shear", "tear"])
def test_they_lie_along_their_angle(
    angle: float, cause: str, look: Callable[..., Relief], line_axis: Callable[[np.ndarray], tuple[float, float]]
):
    """Dimples that lie any way are equiaxed ones: the sense of a shear could not be told from them."""
    axis, coherence = line_axis(look(ElongatedDimples(3, 8e-6, angle, cause), 160e-6, columns=256, rows=192).height)
    difference = (axis - angle + np.pi / 2) % np.pi - np.pi / 2
    assert abs(difference) < np.radians(12)
    assert coherence > (0.3 if cause == "shear" else 0.12)


def test_the_closed_end_is_the_steep_one(look: Callable[..., Relief]):
    """A dimple open at both ends is an oval: parabolas have a steep wall where they began, and it turns with the angle."""
    for angle, sign in ((0.0, 1.0), (np.pi, -1.0)):
        height = look(ElongatedDimples(5, 8e-6, angle), 160e-6, columns=256, rows=192).height.astype(float)
        slope = sign * np.diff(height, axis=1)
        assert np.mean((slope - slope.mean()) ** 3) < 0


def test_dimples_of_shear_are_the_more_alike(look: Callable[..., Relief], line_axis: Callable[[np.ndarray], tuple[float, float]]):
    """Tear dimples are shorter and more scattered; if both were alike the parameter would be idle."""
    shear, tear = (line_axis(look(ElongatedDimples(3, 8e-6, 0.0, c), 160e-6, columns=256, rows=192).height)[1] for c in ("shear", "tear"))
    assert shear > 1.3 * tear


@pytest.mark.parametrize(("pixel", "seen"), [(0.05e-6, False), (0.5e-6, True), (0.8e-6, True), (1.0e-6, False)])
def test_visible_between_nine_pixels_and_half_a_frame(pixel: float, seen: bool, look: Callable[..., Relief]):
    """The tag must stop where the dimples blur into texture, and inside one dimple."""
    visible = look(ElongatedDimples(3, 8e-6, 0.3), 128 * pixel).visible
    assert ((visible == Feature.ELONGATED_DIMPLES) == seen).all()
