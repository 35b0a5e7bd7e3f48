"""What the lab allows, on top of what the microscope can do."""

from collections.abc import Mapping

from pydantic import Field

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.values import AxisRange, Capabilities, FrozenValue


class SiteLimits(FrozenValue):
    """Narrower ranges for one site, one holder or one specimen.

    Attributes
    ----------
    axes
        Ranges of x, y, z, tilt and rotation; an axis that is absent keeps the microscope's own range.
    settings
        Ranges of field_width, working_distance, voltage, current, dwell_time, columns and rows, likewise.
    """

    axes: dict[str, AxisRange] = Field(default_factory=dict)
    settings: dict[str, AxisRange] = Field(default_factory=dict)

    def narrow(self, capabilities: Capabilities) -> Capabilities:
        """Return the capabilities with every range cut down to where both allow it.

        Raises
        ------
        SemError
            If a limit names an axis or setting that the microscope lacks, is in another unit, or leaves nothing.
        """
        return capabilities.replace(
            axes=_intersect(capabilities.axes, self.axes, capabilities.instrument),
            settings=_intersect(capabilities.settings, self.settings, capabilities.instrument),
        )


def _intersect(own: Mapping[str, AxisRange], site: Mapping[str, AxisRange], instrument: str) -> dict[str, AxisRange]:
    ranges = dict(own)
    for name, limit in site.items():
        present = own.get(name)
        if present is None:
            # A limit that silently guards nothing is worse than none: it is most likely a misspelling.
            raise SemError(reason=f"site limit {name}: {instrument} has no such range (it has {', '.join(sorted(own))}); correct the name")
        if present.unit != limit.unit:
            raise SemError(reason=f"site limit {name} is in {limit.unit}, {instrument} counts in {present.unit}; give it in {present.unit}")
        low, high = max(present.low, limit.low), min(present.high, limit.high)
        if low > high:
            raise SemError(
                reason=f"site limit {name} {limit.low:g} to {limit.high:g} {limit.unit} leaves nothing of"
                f" {present.low:g} to {present.high:g} {present.unit}; widen it"
            )
        ranges[name] = present.replace(low=low, high=high)
    return ranges
