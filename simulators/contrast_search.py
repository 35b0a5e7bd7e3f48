"""Auto contrast of the simulated microscope: one look to choose brightness and contrast, one to see whether they do."""

from math import log

import numpy as np
from numpy.typing import NDArray

from fractoscope.instruments.errors import HardwareFault
from fractoscope.instruments.protocols import Watch
from fractoscope.instruments.values import ScanSettings
from fractoscope.simulators.counted_signal import counted_signal
from fractoscope.simulators.imaging.digitise import gain, offset
from fractoscope.simulators.sharpness import sharpness_of
from fractoscope.simulators.simulated_scanner import SCAN_SETTINGS, SimulatedScanner

DARK, LIGHT = 0.06, 0.94
"""Grey levels (of full scale) at which the darkest and lightest hundredths of the field are put."""

TAIL = 0.5
"""Percent of the pixels that may lie outside on either side, noise included."""

CERTAIN = 8.0
"""Standard errors that tell detail from noise, as for the focus."""

MOST_SATURATED = 0.03
"""Share of pixels at black or white with which a frame still tells of its field."""


class ContrastSearch:
    """Chooses brightness and contrast for frames of one scan.

    Parameters
    ----------
    scanner
        Takes the looks, with the scan's own dwell time and detector: another one would need another contrast.
    """

    def __init__(self, scanner: SimulatedScanner) -> None:
        self._scanner = scanner

    def find(self, field_width: float, scan: ScanSettings, watch: Watch) -> ScanSettings:
        """Return the scan with brightness and contrast; one that it gives is kept.

        Raises
        ------
        LimitExceeded, Unsupported
            If the field width or the scan is not on offer.
        HardwareFault
            `AUTO_CONTRAST_NO_DETAIL` if the field shows nothing but noise, `AUTO_CONTRAST_OUT_OF_RANGE` if the detector's gain or offset
            does not reach so far, `AUTO_CONTRAST_SATURATED` if with what was given too much of the field is black or white.
        OperationCancelled
            If the watch said so.
        """
        small = scan.replace(columns=_smaller("columns", scan.columns), rows=_smaller("rows", scan.rows), bits=16)
        look = small.replace(brightness=None, contrast=None)
        signal = counted_signal(self._scanner.expose("focus", "auto_contrast", field_width, look, watch).rendered)
        _require_detail(signal)
        found = _chosen(signal, scan)
        chosen = small.replace(brightness=found.brightness, contrast=found.contrast)
        saturated = self._scanner.expose("focus", "auto_contrast", field_width, chosen, watch).rendered.saturated
        if saturated > MOST_SATURATED:
            raise _fault("SATURATED", f"{saturated:.0%} of the field is black or white; give neither brightness nor contrast")
        return found


def _smaller(name: str, count: int) -> int:
    """Return half as many lines, so that both looks together put down half of what one frame does."""
    return max(count // 2, int(SCAN_SETTINGS[name].low))


def _require_detail(signal: NDArray[np.float32]) -> None:
    seen = sharpness_of(signal)
    if seen.value < CERTAIN * seen.error:
        raise _fault("NO_DETAIL", "the field shows nothing above its noise; use more current or a longer dwell time, or look elsewhere")


def _chosen(signal: NDArray[np.float32], scan: ScanSettings) -> ScanSettings:
    low, high = (float(value) for value in np.percentile(signal, (TAIL, 100.0 - TAIL)))
    contrast, brightness = scan.contrast, scan.brightness
    if contrast is None:
        contrast = _within("contrast", log((LIGHT - DARK) / max(high - low, 1e-9) / gain(0.0)) / log(gain(1.0) / gain(0.0)))
    if brightness is None:
        middle = (DARK + LIGHT) / 2 - gain(contrast) * (low + high) / 2
        brightness = _within("brightness", (middle - offset(0.0)) / (offset(1.0) - offset(0.0)))
    return scan.replace(brightness=brightness, contrast=contrast)


def _within(name: str, value: float) -> float:
    if not 0.0 <= value <= 1.0:
        raise _fault("OUT_OF_RANGE", f"the {name} would have to be {value:.3g}, and goes from 0 to 1; change current or dwell time")
    return value


def _fault(word: str, text: str) -> HardwareFault:
    return HardwareFault(vendor_code=f"AUTO_CONTRAST_{word}", vendor_text=text)
