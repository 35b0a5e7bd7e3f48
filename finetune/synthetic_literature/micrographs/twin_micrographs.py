"""Fracture surfaces from the digital twin."""

from collections.abc import Iterator
from math import exp, log

import numpy as np

from fractoscope.finetune.embedded.frame_plan import draw_conditions, overview_grid
from fractoscope.finetune.synthetic_literature.micrographs.feature_cover import FeatureCover
from fractoscope.finetune.synthetic_literature.micrographs.micrograph import Micrograph
from fractoscope.simulators.imaging.render_frame import render_frame
from fractoscope.simulators.specimen.families.registry import FAMILIES
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

FIRST_SEED = 3_000_000
"""Specimens of the literature: no seed of training, calibration or evaluation."""
COLUMNS, ROWS = 448, 336
TILES = 2
"""A frame is cut into 2 × 2 micrographs: one overview of a specimen then serves four."""
FIRST_FRACTURE = 2
"""Zones 0 and 1 are the mount and the side face."""
WIDTHS = {
    "equiaxed_dimples": (60e-6, 260e-6),
    "cleavage_facets": (120e-6, 700e-6),
    "intergranular_facets": (160e-6, 900e-6),
    "fatigue_striations": (18e-6, 70e-6),
}
"""Field widths (m) at which articles show a morphology, within the bands of the taxonomy."""
PURE = 0.9
"""Share of a frame that its zone fills."""


def twin_micrographs(seed: int) -> Iterator[Micrograph]:
    """Yield micrographs without end: one frame of each zone of one specimen after another, four micrographs a frame.

    Families take turns: the embedded model was trained on the plate alone, and what others look like is what fine-tuning has to teach.
    """
    number = FIRST_SEED + 1_000 * seed
    while True:
        yield from _of_specimen(number, tuple(FAMILIES)[number % len(FAMILIES)])
        number += 1


def _of_specimen(seed: int, family: str) -> Iterator[Micrograph]:
    specimen = FractureSpecimen(seed, family)
    random = np.random.default_rng([seed, 23])
    overview = overview_grid(specimen)
    zones = specimen.sample(overview).truth.zone
    for zone in specimen.zones[FIRST_FRACTURE:]:
        places = np.argwhere(zones == zone.id)
        if len(places) < 20 or zone.morphology not in WIDTHS:
            continue
        row, column = places[int(random.integers(len(places)))]
        low, high = WIDTHS[zone.morphology]
        pixel_size = exp(random.uniform(log(low), log(high))) / COLUMNS
        grid = SurfaceGrid(float(overview.xs[column]), float(overview.ys[row]), pixel_size, TILES * COLUMNS, TILES * ROWS)
        frame = render_frame(specimen, grid, draw_conditions(pixel_size, random), int(random.integers(2**31)))
        if float((frame.truth.zone == zone.id).mean()) < PURE:
            continue
        for tile in range(TILES * TILES):
            top, left = ROWS * (tile // TILES), COLUMNS * (tile % TILES)
            grey = np.asarray(frame.pixels[top : top + ROWS, left : left + COLUMNS], np.uint8)
            cover = FeatureCover.of(frame.truth.visible[top : top + ROWS, left : left + COLUMNS])
            yield Micrograph(f"twin-{seed}-{zone.id}-{tile}", "fracture", zone.morphology, grey, pixel_size, cover)
