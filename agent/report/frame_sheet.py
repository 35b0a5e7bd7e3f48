"""What the report says of one frame."""

from dataclasses import dataclass

from fractoscope.agent.belief import Observation
from fractoscope.agent.report.scale_bar import ScaleBar
from fractoscope.agent.report.thumbnails import MissingPicture, Thumbnail
from fractoscope.instruments.values import FieldOfView


@dataclass(frozen=True)
class TagBar:
    """One feature's probability.

    Attributes
    ----------
    name
        For readers.
    probability
        Of the whole frame, 0 to 1.
    state
        "asserted", "candidate" or "".
    """

    name: str
    probability: float
    state: str


@dataclass(frozen=True)
class TileMark:
    """The most probable feature of one tile.

    Attributes
    ----------
    column, row
        Indices from the left and from the top.
    name, probability
        The feature, for readers.
    """

    column: int
    row: int
    name: str
    probability: float


@dataclass(frozen=True)
class Tiling:
    """The tiles of a frame.

    Attributes
    ----------
    columns, rows
        How the frame is divided.
    marks
        Tiles in which some feature is more likely there than not.
    """

    columns: int
    rows: int
    marks: tuple[TileMark, ...]


@dataclass(frozen=True)
class FrameSheet:
    """One frame with its place, settings, tags and the decision that led to it.

    Attributes
    ----------
    number
        Counts from 1; the page's links name it.
    frame_id, file
        As in the journal; the file is relative to the session's folder.
    picture
        Thumbnail, or why there is none.
    field, aspect
        What it shows: centre and width (m); its height divided by its width.
    bar
        Scale bar, or None without a scale.
    settings
        Name and value, for readers.
    simulated
        As stamped on the frame.
    seen
        What was read in it, or None if it was never read.
    tags
        Features worth showing, most probable first.
    quiet
        How many features are left out as improbable.
    tiling
        Features by tile.
    faults
        Names of the faults that the quality gate found.
    spacings
        Of striations, a tile each: spacing and its uncertainty (m).
    purpose, reason, gain, cost
        The decision that led to it; reason is "" and the numbers are None where the journal has none.
    """

    number: int
    frame_id: str
    file: str
    picture: Thumbnail | MissingPicture
    field: FieldOfView | None
    aspect: float
    bar: ScaleBar | None
    settings: tuple[tuple[str, str], ...]
    simulated: bool
    seen: Observation | None
    tags: tuple[TagBar, ...]
    quiet: int
    tiling: Tiling | None
    faults: tuple[str, ...]
    spacings: tuple[tuple[float, float], ...]
    purpose: str
    reason: str
    gain: float | None
    cost: float | None

    @property
    def thumbnail(self) -> Thumbnail | None:
        """The picture, if there is one."""
        return self.picture if isinstance(self.picture, Thumbnail) else None

    @property
    def problem(self) -> str:
        """Why there is no picture, or ""."""
        return self.picture.reason if isinstance(self.picture, MissingPicture) else ""
