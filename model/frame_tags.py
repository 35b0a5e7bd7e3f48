"""What a tagger says about one frame."""

from pydantic import Field

from fractoscope.instruments.values.frozen_value import FrozenValue


class ModelIdentity(FrozenValue):
    """Which model spoke.

    Attributes
    ----------
    name, version
        As on the model card.
    fingerprint
        SHA-256 of the weights, hexadecimal; empty for a remote model that does not tell.
    trained_on
        One line that a reader of a report needs, such as "simulated surfaces only; not for science".
    """

    name: str
    version: str
    fingerprint: str = ""
    trained_on: str = ""


class ImageQuality(FrozenValue):
    """What the image-quality gate measured before any feature was read.

    Attributes
    ----------
    sharpness
        Share of the detail of 1 to 16 pixels that is finer than 4 pixels, by variance, noise taken off, 0 to 1.
    noise
        Standard deviation of the pixel noise as a share of the image's standard deviation.
    saturated
        Share of pixels at black or white, 0 to 1.
    missing_lines
        Share of scan lines of one single grey, 0 to 1: a scan that was cut short.
    streaks
        Jumps in brightness of whole scan lines, as a share of the image's standard deviation: what charging does.
    flags
        Taxonomy identifiers of the faults found (`out_of_focus`, `saturated`, `blank_frame`, ...), in taxonomy order.
    """

    sharpness: float
    noise: float
    saturated: float = Field(ge=0, le=1)
    missing_lines: float = Field(default=0.0, ge=0, le=1)
    streaks: float = Field(default=0.0, ge=0)
    flags: tuple[str, ...] = ()


class FrameTags(FrozenValue):
    """Features of one frame, as calibrated probabilities and as statements.

    Attributes
    ----------
    frame_id
        The frame that was read.
    field_width
        Horizontal field width (m) of the frame, or None without a scale.
    features
        Probability by feature identifier for the whole frame, 0 to 1.
    tiles
        The same for each tile, row by row from the top left; empty if tiles were not read.
    tile_columns, tile_rows
        How the frame was divided.
    asserted
        Features above the model's threshold and inside their field-width band.
    candidates
        Features above the threshold that this field width does not allow to assert, or whose scale is unknown.
    abstained
        Why nothing is asserted although something was seen, or None.
    quality
        What the image-quality gate measured.
    model
        Who spoke.
    """

    frame_id: str
    field_width: float | None
    features: dict[str, float]
    tiles: tuple[dict[str, float], ...] = ()
    tile_columns: int = 3
    tile_rows: int = 3
    asserted: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    abstained: str | None = None
    quality: ImageQuality
    model: ModelIdentity
