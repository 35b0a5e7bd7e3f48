"""What faults make of a frame: from a good one to a bad one, nothing else changed."""

from collections.abc import Callable, Iterable, Mapping
from typing import cast

import numpy as np

from fractoscope.instruments.values import Frame, Pixels
from fractoscope.simulators.faults.fault import Fault
from fractoscope.simulators.faults.fault_kind import FaultKind

DARK, NOISE = 0.1, 0.02
"""Level and noise of a detector that sees no electrons, as shares of full scale."""

WORST_CHARGING = 4.0
"""Jump of a line at severity 1, in standard deviations of the picture."""


def spoil_frame(frame: Frame, before: Frame | None, faults: Iterable[Fault]) -> Frame:
    """Return a frame as its faults leave it.

    Parameters
    ----------
    frame
        As it was scanned.
    before
        The good frame before it; None, or one of another size, leaves faults without effect that need one.
    faults
        What befell it; those of no frame change nothing.
    """
    if before is not None and before.pixels.shape != frame.pixels.shape:
        before = None
    for fault in faults:
        if before is not None and fault.kind in _FROM_BEFORE:
            frame = _FROM_BEFORE[fault.kind](frame, before, fault.severity)
        elif fault.kind in _OF_PIXELS:
            frame = Frame(_OF_PIXELS[fault.kind](frame.pixels, fault.severity), frame.metadata)
    return frame


def _dark(pixels: Pixels, _: float) -> Pixels:
    full = np.iinfo(pixels.dtype).max
    noise = np.random.default_rng(int(pixels.sum())).normal(DARK * full, NOISE * full, pixels.shape)
    return cast(Pixels, np.clip(np.rint(noise), 0, full).astype(pixels.dtype))


def _torn(pixels: Pixels, severity: float) -> Pixels:
    torn = pixels.copy()
    torn[_kept(pixels, severity) :] = 0
    return torn


def _cut(pixels: Pixels, severity: float) -> Pixels:
    return pixels[: _kept(pixels, severity)].copy()


def _charged(pixels: Pixels, severity: float) -> Pixels:
    """Return a picture with streaks along the scan lines and a brightness that runs away from top to bottom.

    The charge that a line leaves shifts the signal of all of the next one, and it adds up.
    """
    full = np.iinfo(pixels.dtype).max
    lines = np.random.default_rng(int(pixels.sum())).standard_normal((pixels.shape[0], 1))
    rise = np.linspace(0.0, 1.0, pixels.shape[0])[:, None] ** 2
    shift = WORST_CHARGING * severity * float(pixels.std()) * (lines + rise)
    return cast(Pixels, np.clip(np.rint(pixels + shift), 0, full).astype(pixels.dtype))


def _mixed(frame: Frame, before: Frame, severity: float) -> Frame:
    kept = _kept(frame.pixels, severity)
    return Frame(cast(Pixels, np.vstack([frame.pixels[:kept], before.pixels[kept:]])), frame.metadata)


def _stale(frame: Frame, before: Frame, _: float) -> Frame:
    return Frame(before.pixels, before.metadata.replace(frame_id=frame.metadata.frame_id))


def _kept(pixels: Pixels, severity: float) -> int:
    """Return how many lines are as they should be: always one, and never all of them."""
    rows = int(pixels.shape[0])
    return min(max(1, round((1.0 - severity) * rows)), rows - 1)


_OF_PIXELS: Mapping[FaultKind, Callable[[Pixels, float], Pixels]] = {
    FaultKind.FRAME_BLANK: _dark,
    FaultKind.FRAME_TORN: _torn,
    FaultKind.FRAME_WRONG_SIZE: _cut,
    FaultKind.FRAME_CHARGING: _charged,
}

_FROM_BEFORE: Mapping[FaultKind, Callable[[Frame, Frame, float], Frame]] = {
    FaultKind.FRAME_MIXED: _mixed,
    FaultKind.FRAME_STALE: _stale,
    FaultKind.FRAME_OLD_ID: lambda _frame, before, _severity: before,
    FaultKind.FRAME_REPEATED: lambda frame, before, _severity: Frame(before.pixels, frame.metadata),
}
