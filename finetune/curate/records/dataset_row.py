"""The line of a dataset for one picture."""

from typing import Literal

from pydantic import Field

from fractoscope.finetune.curate.records.split import Split
from fractoscope.finetune.mine.records import Box
from fractoscope.instruments.values.frozen_value import FrozenValue


class DatasetRow(FrozenValue):
    """One picture of a dataset or a benchmark, with its labels.

    Attributes
    ----------
    id
        The same in every version of the dataset.
    image, sha256
        Path relative to the dataset's folder, forward slashes; SHA-256 of that file.
    view
        The part of the picture without databar, in pixels.
    pixel_size
        Edge of a pixel (m), or None where the scale is unknown.
    scale_bar
        The scale bar in pixels of the picture, or None where none was found: copies are told without it.
    split
        Which part it belongs to.
    present, absent
        Features that are there, and features that were looked for and are not; what is in neither is unknown and is neither learnt nor
        scored.
    directions
        Angle (rad, from the picture's x axis towards its upper edge) by feature, where one is known.
    label_source
        Whose labels they are: a person's outrank a teacher's; truth is a simulator's.
    doubt
        The largest doubt of its labels, 0 to 1.
    paper
        DOI, or the source's name where there is none.
    cluster
        Name of its group of copies; every picture is in one.
    licence
        Its terms, such as "CC-BY-4.0".
    caption
        What was said of it, for a reader; never shown to the model that is scored.
    weight
        Of its loss in training; above 1 for rare features.
    """

    schema_version: int = Field(default=1, ge=1, le=1)
    id: str
    image: str
    sha256: str
    view: Box
    pixel_size: float | None = Field(default=None, gt=0)
    scale_bar: Box | None = None
    split: Split
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    directions: dict[str, float] = Field(default_factory=dict)
    label_source: Literal["person", "teacher", "truth"]
    doubt: float = Field(default=0.0, ge=0, le=1)
    paper: str
    cluster: str
    licence: str
    caption: str = ""
    weight: float = Field(default=1.0, gt=0)

    @property
    def field_width(self) -> float | None:
        """Width (m) of the view, or None where the scale is unknown."""
        return None if self.pixel_size is None else self.pixel_size * (self.view.right - self.view.left)
