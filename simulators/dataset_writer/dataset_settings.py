"""What a data set of simulated frames is made of."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from fractoscope.instruments.errors import BadFile
from fractoscope.simulators.specimen.families.registry import FAMILIES


def _known(family: str) -> str:
    if family not in FAMILIES:
        raise ValueError(f"there is no family {family!r}; take some of {', '.join(FAMILIES)}")
    return family


class WidthBand(BaseModel):
    """Field widths from `low` to `high` (m), log-uniform; bands come up by their `weight`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: float = Field(ge=1e-6, le=25e-3)
    high: float = Field(ge=1e-6, le=25e-3)
    weight: float = Field(default=1.0, gt=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low >= self.high:
            raise ValueError(f"low is {self.low} and high is {self.high}; low must be below high")
        return self


class DatasetSettings(BaseModel):
    """Everything that decides what a data set holds; two sets of equal settings are equal byte for byte.

    Attributes
    ----------
    seed
        What specimens, fields and conditions are drawn from.
    frames
        Number of frames, rounded up to whole specimens.
    families
        From which specimens come, in turn; all by default.
    frames_per_specimen, specimens_per_shard
        How frames are grouped; a shard is written whole or not at all.
    columns, rows
        Size of a frame.
    bands
        Field widths: three quarters from 10 µm to 2 mm, one quarter from 2 µm to 20 mm, unless told otherwise.
    detectors
        Signals, drawn evenly; name one twice to double its share.
    boundary_share
        Share of frames centred on a boundary of zones.
    defocus_share, defocus_pixels
        Share of frames out of focus, and the largest radius of their blur in pixels.
    dwell_time, voltage, current
        Lowest and highest (s, V, A): dwell and current log-uniform, voltage uniform.
    tilt_share, tilt
        Share of frames from a tilted stage, and the largest angle (rad).
    charging_share
        Share of frames of a specimen that charges.
    truth_stride
        The truth of every so many-th pixel is kept, rows and columns.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    seed: int = Field(default=0, ge=0)
    frames: int = Field(default=64, ge=1, le=10_000_000)
    families: tuple[Annotated[str, AfterValidator(_known)], ...] = Field(default=tuple(FAMILIES), min_length=1)
    frames_per_specimen: int = Field(default=4, ge=1, le=64)
    specimens_per_shard: int = Field(default=4, ge=1, le=64)
    columns: int = Field(default=1024, ge=64, le=4096)
    rows: int = Field(default=768, ge=64, le=4096)
    bands: tuple[WidthBand, ...] = Field(
        default=(WidthBand(low=10e-6, high=2e-3, weight=3.0), WidthBand(low=2e-6, high=20e-3, weight=1.0)), min_length=1
    )
    detectors: tuple[Literal["SE", "BSE"], ...] = Field(default=("SE", "SE", "SE", "BSE"), min_length=1)
    boundary_share: float = Field(default=0.2, ge=0, le=1)
    defocus_share: float = Field(default=0.33, ge=0, le=1)
    defocus_pixels: float = Field(default=1.5, ge=0, le=20)
    dwell_time: tuple[float, float] = (0.4e-6, 10e-6)
    voltage: tuple[float, float] = (8e3, 20e3)
    current: tuple[float, float] = (50e-12, 200e-12)
    tilt_share: float = Field(default=0.1, ge=0, le=1)
    tilt: float = Field(default=0.35, ge=0, le=1.2)
    charging_share: float = Field(default=0.05, ge=0, le=1)
    truth_stride: int = Field(default=2, ge=1, le=16)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for name in ("dwell_time", "voltage", "current"):
            low, high = getattr(self, name)
            if not 0 < low <= high:
                raise ValueError(f"{name} goes from {low} to {high}; give the lower one first, above 0")
        return self

    @property
    def specimens(self) -> int:
        """Number of specimens."""
        return -(-self.frames // self.frames_per_specimen)

    @property
    def shards(self) -> int:
        """Number of shards."""
        return -(-self.specimens // self.specimens_per_shard)

    @classmethod
    def read(cls, file: Path) -> "DatasetSettings":
        """Read a TOML file with any of these names.

        Raises
        ------
        BadFile
            If it is not TOML, or a name or value is not accepted.
        """
        try:
            return cls.model_validate(tomllib.loads(file.read_text("utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadFile(path=str(file), reason=f"it is not TOML ({error})", remedy="correct it and try again") from error
        except ValidationError as error:
            faults = "; ".join(
                f"{'.'.join(map(str, item['loc'])) or 'settings'}: {item['msg']}" for item in error.errors(include_url=False)
            )
            raise BadFile(path=str(file), reason=faults, remedy=f"the names are {', '.join(cls.model_fields)}") from error
