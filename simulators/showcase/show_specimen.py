"""A page that shows one specimen: its map, its zones from survey to detail, and what is true of them."""

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import numpy as np

from fractoscope.instruments.errors import BadFile
from fractoscope.simulators.ground_truth import GroundTruth
from fractoscope.simulators.showcase.shown_field import ShownField
from fractoscope.simulators.showcase.stamped_picture import length_text
from fractoscope.simulators.showcase.survey_grid import survey_grid
from fractoscope.simulators.showcase.zone_colours import zone_colour
from fractoscope.simulators.showcase.zone_map import ZoneMap
from fractoscope.simulators.showcase.zone_views import zone_views
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid


def show_specimen(
    folder: Path,
    *,
    family: str,
    seed: int,
    columns: int = 640,
    rows: int = 480,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Path:
    """Write the page, the frames and the truth into a folder.

    Parameters
    ----------
    folder
        Empty or new.
    family, seed
        Of the specimen.
    columns, rows
        Size of the frames.
    progress
        Told how many fields are rendered, of how many.

    Returns
    -------
    Path
        The page: one file that needs no other and no network.

    Raises
    ------
    UnknownFamily
        If there is no such family; nothing is written.
    BadFile
        If the folder holds anything already.
    """
    specimen = FractureSpecimen(seed, family)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise BadFile(path=str(folder), reason="the folder is not empty", remedy="name a new one with --out")
    frames = folder / "frames"
    frames.mkdir()
    views = zone_views(specimen)
    total = 1 + sum(len(view.field_widths) for view in views)
    noise = iter(np.random.SeedSequence((seed, 31)).generate_state(total).tolist())
    survey = ShownField.take(specimen, survey_grid(specimen, columns, rows), frames, "survey", next(noise))
    done = 1
    progress(done, total)
    series = {}
    for view in views:
        shown = []
        for step, width in enumerate(view.field_widths, 1):
            grid = SurfaceGrid(view.x, view.y, width / columns, columns, rows)
            shown.append(ShownField.take(specimen, grid, frames, f"zone-{view.zone}-{step}", next(noise)))
            done += 1
            progress(done, total)
        series[view.zone] = shown
    GroundTruth(seed, family).write(folder / "truth.json")
    page = folder / "index.html"
    page.write_text(_page(specimen, survey, series, ZoneMap.of(specimen, views)), "utf-8")
    return page


def _page(specimen: FractureSpecimen, survey: ShownField, series: dict[int, list[ShownField]], zone_map: ZoneMap) -> str:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(resources.files(__package__).joinpath("templates", "specimen.html").read_text("utf-8"))
    absent = [zone.name for zone in specimen.zones if zone.id not in zone_map.shares]
    return template.render(
        specimen=specimen,
        survey=survey,
        series=series,
        map=zone_map,
        absent=absent,
        colour=zone_colour,
        length=length_text,
        features=[[str(bit.name).lower().replace("_", " ") for bit in carried] for carried in specimen.features],
    )
