"""Surveys under neutral names, for a reader who must not know what they show."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from fractoscope.instruments.errors import BadFile
from fractoscope.simulators.blind_reading.sealed_answers import seal
from fractoscope.simulators.blind_reading.sides import right_sides
from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.imaging.render_frame import render_frame
from fractoscope.simulators.showcase.stamped_picture import stamped_picture
from fractoscope.simulators.showcase.survey_grid import survey_grid
from fractoscope.simulators.specimen.families.registry import FAMILIES
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen

MOST_RIGHT = 5
"""Specimens on which more sides than these would be right, such as cracks from all around, are no question and are left out."""

SURVEY = ImagingConditions(dwell_time=3e-6)


def render_surveys(
    folder: Path,
    *,
    count: int = 20,
    seed: int = 0,
    families: Sequence[str] | None = None,
    columns: int = 1024,
    rows: int = 768,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Write `survey-01.png` and on, in an order drawn at random, and the sealed answers.

    Parameters
    ----------
    folder
        Empty or new.
    count
        Number of surveys.
    seed
        Draws families in turn, specimens and their order.
    families
        Which; all by default.
    columns, rows
        Size of the frames.
    progress
        Told how many are rendered, of how many.

    Raises
    ------
    BadFile
        If the folder holds anything already.
    UnknownFamily
        If there is no such family.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise BadFile(path=str(folder), reason="the folder is not empty", remedy="name a new one with --out")
    random = np.random.default_rng((seed, 20))
    answers = {}
    for number, specimen in enumerate(_questions(random, count, tuple(families or FAMILIES)), 1):
        grid = survey_grid(specimen, columns, rows)
        frame = render_frame(specimen, grid, SURVEY, int(random.integers(2**31)))
        name = f"survey-{number:02d}"
        stamped_picture(frame.pixels.astype(np.uint8), grid.pixel_size, "SE").save(folder / f"{name}.png")
        answers[name] = {"family": specimen.family, "seed": specimen.seed, "right": sorted(right_sides(specimen))}
        progress(number, count)
    seal(folder, {"seed": seed, "answers": answers})


def _questions(random: np.random.Generator, count: int, families: tuple[str, ...]) -> list[FractureSpecimen]:
    """Return specimens, families in turn, in an order that tells nothing."""
    fit = [family for family in families if any(_asks(FractureSpecimen(seed, family)) for seed in range(8))]
    if not fit:
        raise ValueError(f"in none of the families {', '.join(families)} did the cracks begin on one side; name another")
    chosen: list[FractureSpecimen] = []
    while len(chosen) < count:
        specimen = FractureSpecimen(int(random.integers(10_000, 1_000_000)), fit[len(chosen) % len(fit)])
        if _asks(specimen):
            chosen.append(specimen)
    return [chosen[int(index)] for index in random.permutation(count)]


def _asks(specimen: FractureSpecimen) -> bool:
    return 0 < len(right_sides(specimen)) <= MOST_RIGHT
