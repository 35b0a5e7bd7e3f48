"""The frames that can be asked for: the last ones from memory, the others from disk."""

from collections import OrderedDict

from fractoscope.instruments.server.frame_spool import FrameSpool
from fractoscope.instruments.values import Frame

IN_MEMORY = 4
"""Frames kept in memory: enough for a client that fetches the last one in chunks while the next is scanned."""


class FrameStore:
    """A short memory in front of a spool.

    Parameters
    ----------
    spool
        Where frames outlive the process.
    """

    def __init__(self, spool: FrameSpool) -> None:
        self.spool = spool
        self._recent: OrderedDict[str, Frame] = OrderedDict()

    def keep(self, frame: Frame) -> None:
        """Keep a frame; on return it is on disk. Raises `SemError` if the disk refuses."""
        self.spool.keep(frame)
        self._recent[frame.metadata.frame_id] = frame
        while len(self._recent) > IN_MEMORY:
            self._recent.popitem(last=False)

    @property
    def last(self) -> Frame | None:
        """The frame kept last since this process began, or None."""
        return next(reversed(self._recent.values()), None)

    def frame(self, frame_id: str) -> Frame:
        """Return a frame, or raise `StaleFrame`."""
        recent = self._recent.get(frame_id)
        return recent if recent is not None else self.spool.frame(frame_id)
