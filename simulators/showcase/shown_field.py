"""One field of view as the page shows it: pictures by both detectors and what is true of it."""

import base64
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from fractoscope.simulators.field_truth import FieldTruth
from fractoscope.simulators.imaging.conditions import ImagingConditions
from fractoscope.simulators.imaging.render_frame import render_frame
from fractoscope.simulators.showcase.stamped_picture import length_text, stamped_picture
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

DETECTORS = ("SE", "BSE")
TAKEN = {"SE": ImagingConditions(dwell_time=3e-6), "BSE": ImagingConditions(dwell_time=10e-6, detector="BSE")}
"""A slow scan, and a slower one for the weaker signal."""

SHOWN = 0.02
"""Features on less of the field than this share are left to the file."""


@dataclass(frozen=True)
class ShownField:
    """One field of view on the page.

    Attributes
    ----------
    name
        Stem of its files.
    grid
        The field.
    pictures
        By detector: the stamped picture as a data URI.
    truth
        As `FieldTruth.summary` tells it.
    """

    name: str
    grid: SurfaceGrid
    pictures: dict[str, str]
    truth: dict[str, Any]

    @classmethod
    def take(cls, specimen: FractureSpecimen, grid: SurfaceGrid, folder: Path, name: str, seed: int) -> "ShownField":
        """Render a field, write `name`-SE.png, `name`-BSE.png and `name`.json into a folder, and return it."""
        pictures = {}
        truth = None
        for number, detector in enumerate(DETECTORS):
            frame = render_frame(specimen, grid, TAKEN[detector], seed + number)
            truth = frame.truth
            picture = stamped_picture(frame.pixels.astype(np.uint8), grid.pixel_size, detector)
            picture.save(folder / f"{name}-{detector}.png")
            pictures[detector] = as_data(picture)
        summary = FieldTruth.of(specimen, grid, truth).summary()
        (folder / f"{name}.json").write_text(json.dumps({"simulated": True, **summary}, indent=1) + "\n", "utf-8")
        return cls(name, grid, pictures, summary)

    @property
    def width(self) -> str:
        """Field width for people."""
        return length_text(self.grid.columns * self.grid.pixel_size)

    @property
    def visible(self) -> list[tuple[str, str]]:
        """Features that can be seen, largest first, and on how much of the field."""
        shares: dict[str, float] = self.truth["visible"]
        large = sorted(((share, name) for name, share in shares.items() if share >= SHOWN), reverse=True)
        return [(name.replace("_", " "), f"{100 * share:.0f} %") for share, name in large]

    @property
    def spacing(self) -> str | None:
        """Median striation spacing for people, where striations can be seen."""
        value = self.truth["striation_spacing_m"]
        return None if value is None else length_text(value)

    @property
    def distance(self) -> str:
        """Distance to the origin for people."""
        return length_text(max(self.truth["distance_to_origin_m"], 1e-9))

    @property
    def growth(self) -> float | None:
        """Direction of growth (degrees from x towards y): the local one where the relief shows it, else that of the whole face."""
        local = self.truth["local_direction_deg"]
        found: float | None = self.truth["macro_direction_deg"] if local is None else local
        return found

    @property
    def is_local(self) -> bool:
        """True where `growth` is told by the relief in the field itself."""
        return self.truth["local_direction_deg"] is not None

    def description(self, detector: str) -> str:
        """Return the text that stands for a picture where it cannot be seen."""
        signal = "secondary electrons" if detector == "SE" else "backscattered electrons"
        zones = ", ".join(zone["name"] for zone in sorted(self.truth["zones"], key=lambda zone: -zone["share"])[:3])
        seen = ", ".join(name for name, _ in self.visible) or "no feature large enough to be called"
        return f"Simulated micrograph, {signal}, {self.width} wide, in {zones}: {seen}"


def as_data(picture: Image.Image) -> str:
    """Return a picture as a data URI; the page takes JPEG, since grain of noise makes PNG ten times as large."""
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=86)
    return "data:image/jpeg;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
