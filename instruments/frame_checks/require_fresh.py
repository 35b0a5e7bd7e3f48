"""Whether a frame was taken after the one before it, and not from it."""

import numpy as np

from fractoscope.instruments.errors import StaleFrame
from fractoscope.instruments.values import Frame


def require_fresh(frame: Frame, before: Frame | None) -> None:
    """Refuse the frame before it, or a part of it, under a new name.

    Time stamps are held against those of the frame before, by the instrument's own clock: the server's clock may differ from it.
    Pixels are held against its pixels, line by line: where electrons were counted, shot noise never repeats a line that is not of one
    single grey. A frame without dose, as of a stored picture, may well come twice.

    Parameters
    ----------
    frame
        As it came.
    before
        The last good frame of this microscope, or None.

    Raises
    ------
    StaleFrame
        If it was begun before that one ended, or shares lines with it.
    """
    if before is None:
        return
    frame_id, own, other = frame.metadata.frame_id, frame.metadata, before.metadata
    if own.started is not None and other.started is not None:
        # A scan that took no time by a coarse clock may share its stamps with the next one; its pixels tell them apart.
        same = own.ended is not None and own.ended > own.started and (own.started, own.ended) == (other.started, other.ended)
        if same or own.started < (other.ended or other.started):
            raise StaleFrame(
                frame_id=frame_id,
                reason=f"it was begun at {own.started.isoformat()}, before frame {other.frame_id} had ended: it is an earlier picture",
            )
    repeated = _repeated_lines(frame, before)
    if repeated:
        raise StaleFrame(frame_id=frame_id, reason=f"{repeated} of its {frame.pixels.shape[0]} lines are those of frame {other.frame_id}")


def _repeated_lines(frame: Frame, before: Frame) -> int:
    if frame.metadata.dose <= 0 or frame.pixels.shape != before.pixels.shape or frame.pixels.dtype != before.pixels.dtype:
        return 0
    # Strided columns first: a line that differs there, as nearly all do, costs no more than these.
    candidates = np.flatnonzero((frame.pixels[:, ::16] == before.pixels[:, ::16]).all(axis=1))
    lines = frame.pixels[candidates]
    same = (lines == before.pixels[candidates]).all(axis=1) & (lines != lines[:, :1]).any(axis=1)
    return int(same.sum())
