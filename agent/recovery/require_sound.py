"""Whether a frame's pixels may be judged at all."""

from fractoscope.agent.recovery.fault_word import FaultWord
from fractoscope.instruments.errors import SpoiltFrame
from fractoscope.instruments.values import Frame
from fractoscope.model.image_quality import QualityThresholds, measure_quality

SMALLEST = 128
"""Rows and columns below which pixels are not measured: of 120 simulated frames of 96 by 72 a good eighth seemed blank, of 480 of
256 by 192 and more two."""

ALL_LINES = 0.98
"""Share of missing lines from which a frame is blank rather than torn: the first lines of a scan often come all the same."""

_REMEDIES = {
    FaultWord.BLANK_FRAME: "check beam, detector and vacuum",
    FaultWord.TORN_FRAME: "check the scan generator and what reads it out",
    FaultWord.CHARGING: "take it with less dose or voltage, or coat the specimen",
}


def require_sound(frame: Frame, thresholds: QualityThresholds | None = None) -> None:
    """Refuse a frame that is blank, torn or charging, before anything is read from it.

    A frame out of focus is not refused: a smooth surface looks the same, so the tagger holds its tongue and the policy refocuses.

    Parameters
    ----------
    frame
        At least `SMALLEST` pixels high and wide, or nothing is measured.
    thresholds
        Where the lines are drawn; None takes those of the image-quality gate.

    Raises
    ------
    SpoiltFrame
        Naming what its pixels show.
    """
    if min(frame.pixels.shape) < SMALLEST:
        return
    limits = thresholds or QualityThresholds()
    quality = measure_quality(frame.pixels, limits)
    if "blank_frame" in quality.flags:
        torn = limits.missing_lines <= quality.missing_lines < ALL_LINES
        raise _spoilt(frame, FaultWord.TORN_FRAME if torn else FaultWord.BLANK_FRAME)
    if "charging" in quality.flags:
        raise _spoilt(frame, FaultWord.CHARGING)


def _spoilt(frame: Frame, word: FaultWord) -> SpoiltFrame:
    return SpoiltFrame(frame_id=frame.metadata.frame_id, fault=word.value, remedy=_REMEDIES[word])
