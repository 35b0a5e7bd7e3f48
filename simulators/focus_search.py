"""Autofocus of the simulated microscope: it looks at pictures, as a real one does."""

from fractoscope.instruments.errors import HardwareFault
from fractoscope.instruments.protocols import Watch
from fractoscope.instruments.values import BeamSettings, ScanSettings, quantity_text
from fractoscope.simulators.counted_signal import counted_signal
from fractoscope.simulators.optics import Optics
from fractoscope.simulators.sharpness import Sharpness, sharpness_of
from fractoscope.simulators.simulated_column import COLUMN_SETTINGS
from fractoscope.simulators.simulated_scanner import SCAN_SETTINGS, SimulatedScanner

LOOK = ScanSettings(columns=256, rows=192, dwell_time=2e-6, bits=16)
"""A small scan is enough to judge sharpness."""

WIDEST_SPAN = 4e-3
"""How far (m) on either side of the present working distance the first pass looks."""

CONVERGENCE = 5e-3
"""Semi-angle of the beam (rad), by which a span of working distances turns into blur."""

BLUR_AT_ENDS = 8.0
"""Blur (pixels) at the ends of a pass, which sets its field width: wide for coarse passes, as microscopes do it."""

POINTS = 7
"""Working distances tried in a pass."""

NARROWING = 6.0
"""How much smaller the next span is: the parabola through the sharpest looks is right to a fraction of their distance."""

PASSES = 7
"""Passes after which a search ends, whatever it found; one whose sharpest look is its last moves on instead of narrowing."""

CERTAIN = 8.0
"""Standard errors that tell detail from noise."""


class FocusSearch:
    """Passes over ever smaller spans of working distance, each around the sharpest of the last.

    Parameters
    ----------
    column, scanner
        The optics that it sets and the scans that it judges.
    """

    def __init__(self, column: Optics, scanner: SimulatedScanner) -> None:
        self._column = column
        self._scanner = scanner

    def find(self, field_width: float, watch: Watch) -> BeamSettings:
        """Set the sharpest working distance and return the settings.

        Where the field is so wide that every distance is within the depth of field, the last distinguishable one stays.

        Raises
        ------
        LimitExceeded
            If the field width is out of range.
        HardwareFault
            If there is no detail to focus on.
        OperationCancelled
            If the watch said so; the settings are then those from before.
        """
        SCAN_SETTINGS["field_width"].check("field_width", field_width)
        before = self._column.beam()
        best, span = before.working_distance, WIDEST_SPAN
        try:
            for number in range(PASSES):
                width = max(field_width, CONVERGENCE * span * LOOK.columns / BLUR_AT_ENDS)
                distances, looks = self._scan_focus(best, span, width, watch)
                if number == 0 and max(looks, key=_value).value < CERTAIN * max(look.error for look in looks):
                    raise HardwareFault(
                        vendor_code="AUTOFOCUS_NO_DETAIL", vendor_text=f"no detail to focus on in a field {quantity_text(width, 'm')} wide"
                    )
                peak = _peak(distances, looks)
                if peak is None:
                    break
                at_edge = peak in (distances[0], distances[-1])
                best, span = peak, span if at_edge else span / NARROWING
                if CONVERGENCE * span < field_width / LOOK.columns:
                    break
        except BaseException:
            self._column.focus(before.working_distance)
            raise
        return self._column.set_beam(before.replace(working_distance=best, blanked=True))

    def _scan_focus(self, centre: float, span: float, width: float, watch: Watch) -> tuple[list[float], list[Sharpness]]:
        limits = COLUMN_SETTINGS["working_distance"]
        low, high = max(limits.low, centre - span), min(limits.high, centre + span)
        distances = [low + (high - low) * i / (POINTS - 1) for i in range(POINTS)]
        looks = []
        for distance in distances:
            self._column.focus(distance)
            looks.append(sharpness_of(counted_signal(self._scanner.expose("focus", "autofocus", width, LOOK, watch).rendered)))
        return distances, looks


def _value(look: Sharpness) -> float:
    return look.value


def _peak(distances: list[float], looks: list[Sharpness]) -> float | None:
    """Return the sharpest distance, between looks where a parabola says so, or None where the looks hardly differ."""
    values = [look.value for look in looks]
    if max(values) - min(values) < CERTAIN * max(look.error for look in looks):
        return None
    at = values.index(max(values))
    if at in (0, len(values) - 1):
        return distances[at]
    left, top, right = values[at - 1 : at + 2]
    return distances[at] + 0.5 * (left - right) / (left - 2 * top + right) * (distances[1] - distances[0])
