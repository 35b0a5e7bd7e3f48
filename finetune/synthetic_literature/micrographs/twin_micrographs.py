"""Fracture surfaces from the digital twin."""

import itertools
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
FRACTURES_A_CORPUS = 10_000
"""Specimens that are set aside for each seed of a corpus."""
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
    """Yield micrographs without end: a frame of each morphology in turn, four micrographs a frame.

    A morphology's families take turns. The embedded model was trained on the plate alone; what the others look like is what
    fine-tuning has to teach.
    """
    frames = [_frames_of(morphology, seed, number) for number, morphology in enumerate(WIDTHS)]
    while True:
        for each in frames:
            yield from next(each)


def _frames_of(morphology: str, seed: int, number: int) -> Iterator[list[Micrograph]]:
    """Yield the micrographs of one frame after another, each of another specimen."""
    families = tuple(FAMILIES)
    for count in itertools.count():
        specimen = FRACTURES_A_CORPUS * seed + FIRST_SEED + len(WIDTHS) * count + number
        made = _of_specimen(specimen, families[count % len(families)], morphology)
        if made:
            yield made


def _of_specimen(seed: int, family: str, morphology: str) -> list[Micrograph]:
    """Return the micrographs of one frame, none where the specimen has no such zone or the frame is not filled by it."""
    specimen = FractureSpecimen(seed, family)
    carriers = [zone for zone in specimen.zones[FIRST_FRACTURE:] if zone.morphology == morphology]
    if not carriers:
        return []
    random = np.random.default_rng([seed, 23])
    overview = overview_grid(specimen)
    zones = specimen.sample(overview).truth.zone
    zone = carriers[int(random.integers(len(carriers)))]
    places = np.argwhere(zones == zone.id)
    if len(places) < 20:
        return []
    row, column = places[int(random.integers(len(places)))]
    low, high = WIDTHS[morphology]
    pixel_size = exp(random.uniform(log(low), log(high))) / COLUMNS
    grid = SurfaceGrid(float(overview.xs[column]), float(overview.ys[row]), pixel_size, TILES * COLUMNS, TILES * ROWS)
    frame = render_frame(specimen, grid, draw_conditions(pixel_size, random), int(random.integers(2**31)))
    if float((frame.truth.zone == zone.id).mean()) < PURE:
        return []
    micrographs = []
    for tile in range(TILES * TILES):
        top, left = ROWS * (tile // TILES), COLUMNS * (tile % TILES)
        grey = np.asarray(frame.pixels[top : top + ROWS, left : left + COLUMNS], np.uint8)
        cover = FeatureCover.of(frame.truth.visible[top : top + ROWS, left : left + COLUMNS])
        micrographs.append(Micrograph(f"twin-{seed}-{zone.id}-{tile}", "fracture", morphology, grey, pixel_size, cover))
    return micrographs
