"""All families together must show whatever the twin can draw."""

import numpy as np
import pytest

from fractoscope.simulators.specimen.families.registry import FAMILIES
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.specimen.surface_truth import SurfaceTruth

COLUMNS, ROWS = 256, 192
WIDTHS = (1.3e-3, 250e-6, 60e-6, 20e-6)
"""Field widths (m) of the zoom series: the bands of the taxonomy, as far as this raster resolves them."""


@pytest.mark.slow
def test_families_together_show_every_feature():
    """Pins a feature that the truth knows and no specimen ever shows: no policy could be tried on it, and no model taught it."""
    wanted = set(Feature)
    for family in FAMILIES:
        if wanted:
            wanted -= shown(FractureSpecimen(1, family), wanted)
    assert not wanted


def shown(specimen: FractureSpecimen, wanted: set[Feature]) -> set[Feature]:
    """Return which of the features can be seen in a survey or in zoom series at the origin and into the zones that carry them."""
    hoped = {feature for feature in wanted if any(feature in carried for carried in specimen.features)}
    x_low, y_low, x_high, y_high = specimen.outline
    pixel_size = 1.15 * max((x_high - x_low) / COLUMNS, (y_high - y_low) / ROWS)
    survey = SurfaceGrid((x_low + x_high) / 2, (y_low + y_high) / 2, pixel_size, COLUMNS, ROWS)
    truth = specimen.sample(survey).truth
    found = hoped & told(truth)
    places = [specimen.origin]
    for zone, carried in enumerate(specimen.features):
        if any(feature in carried for feature in hoped - found):
            pixels = np.argwhere(truth.zone == zone)
            chosen = (pixels[len(pixels) * share // 10] for share in (3, 6))
            places += [(float(survey.xs[column]), float(survey.ys[row])) for row, column in chosen]
    for x, y in places:
        for width in WIDTHS:
            if hoped - found:
                found |= hoped & told(specimen.sample(SurfaceGrid(x, y, width / COLUMNS, COLUMNS, ROWS)).truth)
    return found


def told(truth: SurfaceTruth) -> set[Feature]:
    """Return the features that can be seen in more than a few pixels."""
    return {feature for feature in Feature if np.count_nonzero(truth.visible & np.uint32(feature)) >= 12}
