"""Where a panel was cut from, and with what."""

from pydantic import Field

from fractoscope.finetune.mine.records.box import Box
from fractoscope.instruments.values.frozen_value import FrozenValue


class Provenance(FrozenValue):
    """Enough to cut the panel again and to find the article's page.

    Attributes
    ----------
    source
        Article file as it was found: path relative to the input that it was given with.
    figure_id
        Identifier of the figure in the source.
    figure_label
        As printed: "Figure 3".
    picture
        Which picture of the figure it is, from 1.
    media
        File of the picture in the source.
    media_sha256
        Of that file's bytes, hexadecimal.
    box
        The panel, in pixels of that picture.
    picture_width, picture_height
        Pixels of that picture.
    panels
        How many panels the picture was split into.
    letter_source
        How the letter was assigned: "read" in the picture, by "order", or "none".
    versions
        Program and libraries, by name.
    """

    source: str
    figure_id: str
    figure_label: str = ""
    picture: int = Field(default=1, ge=1)
    media: str
    media_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    box: Box
    picture_width: int = Field(gt=0)
    picture_height: int = Field(gt=0)
    panels: int = Field(default=1, ge=1)
    letter_source: str = "none"
    versions: dict[str, str] = Field(default_factory=dict)
