"""Told and stated limits joined, with nothing guessed."""

from collections.abc import Mapping
from dataclasses import dataclass

from fractoscope.instruments.adapters.openfibsem.stated_limits import REMEDY, StatedLimits, StatedRange
from fractoscope.instruments.adapters.openfibsem.told_limits import ToldLimits
from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values import AxisRange

UNITS = {"field_width": "m", "working_distance": "m", "voltage": "V", "current": "A", "dwell_time": "s", "tilt": "rad", "rotation": "rad"}
"""Units by name: any other axis counts in metres, any other setting has none."""

NEEDED = ("field_width", "working_distance", "voltage", "current", "dwell_time")
"""Settings without whose range the adapter does not serve."""

MARGIN = 1e-9
"""Relative excess over an instrument's bound that is rounding, as of an angle written in degrees."""


@dataclass(frozen=True)
class InstrumentLimits:
    """What the adapter checks and announces.

    Attributes
    ----------
    axes
        Axes that move, with ranges and speeds.
    settings
        Ranges of beam and scan.
    choices
        Settings that take only certain values: those.
    """

    axes: Mapping[str, AxisRange]
    settings: Mapping[str, AxisRange]
    choices: Mapping[str, tuple[float, ...]]

    @classmethod
    def join(cls, told: ToldLimits, stated: StatedLimits, rasters: tuple[tuple[int, int], ...], source: str) -> "InstrumentLimits":
        """Return the limits of an instrument.

        Parameters
        ----------
        told, stated
            By the instrument and by a person; the narrower bound counts.
        rasters
            Columns and rows on offer.
        source
            What to call the statement in errors.

        Raises
        ------
        BadFile
            If a bound or a needed range is missing from both, x or y has no speed, or a statement goes beyond the instrument.
        """
        axes: dict[str, AxisRange] = {
            name: _range(f"axes.{name}", told.axes.get(name), travel, UNITS.get(name, "m"), source).replace(speed=travel.speed)
            for name, travel in stated.axes.items()
        }
        settings: dict[str, AxisRange] = dict(told.settings)
        for setting, bounds in stated.settings.items():
            settings[setting] = _range(f"settings.{setting}", told.settings.get(setting), bounds, UNITS.get(setting, "1"), source)
        missing = [f"axes.{name}" for name in ("x", "y") if name not in axes] + [
            f"settings.{name}" for name in NEEDED if name not in settings
        ]
        if missing:
            raise BadFile(
                path=source, reason=f"{', '.join(missing)} missing, and the instrument does not tell", remedy=f"state them; {REMEDY}"
            )
        for name, values in (("columns", [raster[0] for raster in rasters]), ("rows", [raster[1] for raster in rasters])):
            settings[name] = AxisRange(low=min(values), high=max(values), unit="1")
        return cls(axes=axes, settings=settings, choices=told.choices)


def _range(name: str, told: AxisRange | None, stated: StatedRange, unit: str, source: str) -> AxisRange:
    low = stated.low if stated.low is not None else told.low if told is not None else None
    high = stated.high if stated.high is not None else told.high if told is not None else None
    if low is None or high is None:
        raise BadFile(path=source, reason=f"{name} has no low or no high, and the instrument does not tell", remedy="state both")
    if low > high:
        raise BadFile(path=source, reason=f"{name}: low {low:g} is above high {high:g}", remedy="correct it")
    if told is not None:
        margin = MARGIN * max(abs(told.low), abs(told.high))
        if low < told.low - margin or high > told.high + margin:
            beyond = f"{name} {low:g} to {high:g} {unit} goes beyond the instrument's {told.low:g} to {told.high:g}"
            raise BadFile(path=source, reason=beyond, remedy="state a range within it")
    return AxisRange(low=low, high=high, unit=unit)
