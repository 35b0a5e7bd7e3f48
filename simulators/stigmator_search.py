"""Autostigmation of the simulated microscope: it looks at pictures on both sides of the focus, as a real one does."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.instruments.errors import HardwareFault
from fractoscope.instruments.protocols import Watch
from fractoscope.instruments.values import BeamSettings, ScanSettings, quantity_text
from fractoscope.simulators.counted_signal import counted_signal
from fractoscope.simulators.focal_pair import FocalPair, measure_focal_pair
from fractoscope.simulators.focus_search import CONVERGENCE
from fractoscope.simulators.imaging.conditions import REFERENCE_WORKING_DISTANCE
from fractoscope.simulators.optics import Optics
from fractoscope.simulators.simulated_column import COLUMN_SETTINGS
from fractoscope.simulators.simulated_scanner import SCAN_SETTINGS, SimulatedScanner
from fractoscope.simulators.specimen_view import ASTIGMATISM

LOOK = ScanSettings(columns=256, rows=192, dwell_time=6e-6, bits=16)
"""Slower than a look for the focus: what two looks have in common must stand above the noise at fine detail."""

BLUR = 1.5
"""Blur (pixels) at the two planes: enough to tell one from the other, little enough to keep fine detail."""

WIDE = 100e-6
"""Field width (m) of the first looks unless a wider one is asked for: there a strong astigmatism leaves detail enough to be measured."""

NARROWING = 4.0
"""How much narrower the field becomes once nothing to speak of is left in it, down to the one asked for."""

ROUND = 0.3
"""Blur (pixels) by astigmatism that is left as it is: it can hardly be seen."""

SIGNIFICANT = 2.0
"""Standard errors from which on a measured astigmatism is corrected."""

FARTHEST = 1.5
"""Distance from focus, in steps between middle and plane, beyond which the pictures tell of nothing but that.

An astigmatism of more than one step is no better: at the first field width no column has so much.
"""

ROUNDS = 10
"""Corrections after which the search gives up: each takes away most of what is left."""


class StigmatorSearch:
    """Corrects what pictures above and below the focus tell, until nothing to speak of is left; the focus stays.

    It begins with a wide field and ends with the one asked for, or with the last that showed detail enough.

    Parameters
    ----------
    column, scanner
        The optics that it sets and the scans that it judges.
    """

    def __init__(self, column: Optics, scanner: SimulatedScanner) -> None:
        self._column = column
        self._scanner = scanner

    def find(self, field_width: float, watch: Watch) -> BeamSettings:
        """Set the stigmators and return the settings.

        Raises
        ------
        LimitExceeded
            If the field width, or a working distance that it needs to look at, is out of range.
        HardwareFault
            `AUTOSTIGMATE_NO_DETAIL` if the first pictures have too little in common, `AUTOSTIGMATE_TOO_NOISY` if they cannot tell
            what would show in the field asked for, `AUTOSTIGMATE_OUT_OF_FOCUS` if they are too far from focus,
            `AUTOSTIGMATE_OUT_OF_RANGE` if the stigmators do not reach so far, `AUTOSTIGMATE_NO_END` if every correction leaves another
            one to do. The settings are then those from before, as they are after any other error.
        OperationCancelled
            If the watch said so.
        """
        SCAN_SETTINGS["field_width"].check("field_width", field_width)
        before = self._column.beam()
        try:
            stigmators = self._search(field_width, before, watch)
        except BaseException:
            self._column.focus(before.working_distance)
            self._column.stigmate(before.stigmator_x, before.stigmator_y)
            raise
        return self._column.set_beam(before.replace(stigmator_x=stigmators[0], stigmator_y=stigmators[1], blanked=True))

    def _search(self, field_width: float, before: BeamSettings, watch: Watch) -> tuple[float, float]:
        width, middle = max(field_width, WIDE), before.working_distance
        across, along, left, error = before.stigmator_x, before.stigmator_y, None, 0.0
        for _ in range(ROUNDS):
            pixel_size = width / LOOK.columns
            step = BLUR * pixel_size / CONVERGENCE
            self._column.stigmate(across, along)
            pair = self._look(middle, step, width, watch)
            if pair is None and left is None:
                raise _fault("NO_DETAIL", f"no detail to go by in a field {quantity_text(width, 'm')} wide")
            if pair is None:
                # What wider fields told is the best that can be had of a smooth place, but not of a noisy one.
                _require_certain(SIGNIFICANT * error, field_width)
                return across, along
            if abs(pair.focus) > FARTHEST * step or pair.astigmatism > step:
                raise _fault("OUT_OF_FOCUS", f"the field is about {quantity_text(abs(pair.focus), 'm')} out of focus; focus first")
            left, error = pair.astigmatism, pair.error
            if left > SIGNIFICANT * pair.error:
                across, along = across - pair.astigmatism_x / ASTIGMATISM, along - pair.astigmatism_y / ASTIGMATISM
                _require_reached(across, along)
            if CONVERGENCE * left < ROUND * pixel_size:
                if width == field_width:
                    _require_certain(SIGNIFICANT * error, field_width)
                    return across, along
                width = max(field_width, width / NARROWING)
            middle += pair.focus
        raise _fault("NO_END", f"after {ROUNDS} corrections there is still {quantity_text(left or 0.0, 'm')} of astigmatism")

    def _look(self, middle: float, step: float, field_width: float, watch: Watch) -> FocalPair | None:
        # A longer working distance puts the plane in focus lower.
        above = self._plane(middle - step, field_width, watch)
        below = self._plane(middle + step, field_width, watch)
        semi_angle = CONVERGENCE * REFERENCE_WORKING_DISTANCE / middle
        return measure_focal_pair(above, below, step=step, pixel_size=field_width / LOOK.columns, convergence=semi_angle)

    def _plane(self, distance: float, field_width: float, watch: Watch) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        self._column.focus(distance)

        def picture() -> NDArray[np.float32]:
            return counted_signal(self._scanner.expose("focus", "autostigmate", field_width, LOOK, watch).rendered)

        return picture(), picture()


def _require_reached(across: float, along: float) -> None:
    for name, value in (("stigmator_x", across), ("stigmator_y", along)):
        limits = COLUMN_SETTINGS[name]
        if not limits.low <= value <= limits.high:
            raise _fault("OUT_OF_RANGE", f"{name} would have to be {value:.3g}, and goes from {limits.low:g} to {limits.high:g}")


def _require_certain(error: float, field_width: float) -> None:
    visible = ROUND * field_width / LOOK.columns / CONVERGENCE
    if error > visible:
        told, asked = quantity_text(error, "m"), quantity_text(visible, "m")
        raise _fault("TOO_NOISY", f"the astigmatism is known to {told}, and {asked} would show; use more current or a wider field")


def _fault(word: str, text: str) -> HardwareFault:
    return HardwareFault(vendor_code=f"AUTOSTIGMATE_{word}", vendor_text=text)
