"""The ranges and speeds that a person states because the instrument does not tell them."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values import FrozenValue

AxisName = Literal["x", "y", "z", "tilt", "rotation"]
SettingName = Literal["field_width", "working_distance", "voltage", "current", "dwell_time", "stigmator_x", "stigmator_y"]

REMEDY = "see the page on adding a microscope for the form of a limits file"


class StatedRange(FrozenValue):
    """Bounds of one setting.

    Attributes
    ----------
    low, high
        In the setting's SI unit; None leaves the bound to the instrument.
    """

    low: float | None = None
    high: float | None = None


class StatedTravel(StatedRange):
    """Bounds and speed of one axis.

    Attributes
    ----------
    speed
        m/s or rad/s: fibsem tells none, and the length of a piece of travel depends on it.
    """

    speed: float = Field(gt=0)


class StatedLimits(FrozenValue):
    """What a limits file holds, SI throughout.

    Attributes
    ----------
    axes
        Axes that may be moved; one that is not listed stays where it is.
    settings
        Ranges of beam and scan that the instrument does not tell, or that are to be narrower.
    """

    axes: dict[AxisName, StatedTravel] = Field(default_factory=dict)
    settings: dict[SettingName, StatedRange] = Field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "StatedLimits":
        """Return a file's limits.

        Raises
        ------
        BadFile
            With the first fault in it.
        """
        try:
            return cls.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            reason = f"cannot be read ({error.strerror or error})"
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            reason = f"is not TOML in UTF-8 ({error})"
        except ValidationError as error:
            fault = error.errors(include_url=False)[0]
            reason = f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
        raise BadFile(path=str(path), reason=reason, remedy=REMEDY)
