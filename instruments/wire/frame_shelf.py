"""The frames that are being sent, held so that every chunk comes from the same array."""

from collections import OrderedDict

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.protocols import Microscope
from fractoscope.instruments.wire.frame_header import FrameHeader

HELD = 2
"""Frames held at a time: one for the agent and one for the console."""

Ready = tuple[str, memoryview]


class FrameShelf:
    """Frames of a microscope, flattened for sending.

    Parameters
    ----------
    microscope
        Asked for a frame that is not held.
    """

    def __init__(self, microscope: Microscope) -> None:
        self._microscope = microscope
        self._held: OrderedDict[str, Ready] = OrderedDict()

    def take(self, frame_id: str) -> Ready:
        """Return the header (as JSON) and the bytes of a frame.

        Raises
        ------
        StaleFrame
            If the microscope does not have it.
        SemError
            If its pixels are not 8- or 16-bit grey levels.
        """
        ready = self._held.get(frame_id)
        if ready is None:
            ready = self._held[frame_id] = self._prepare(frame_id)
            while len(self._held) > HELD:
                self._held.popitem(last=False)
        return ready

    def _prepare(self, frame_id: str) -> Ready:
        import numpy as np  # as in `RemoteSem`

        frame = self._microscope.frame(frame_id)
        pixels = frame.pixels
        if pixels.ndim != 2 or pixels.dtype.kind != "u" or pixels.dtype.itemsize > 2 or not pixels.size:
            found = f"{pixels.dtype} pixels of shape {pixels.shape}"
            raise SemError(reason=f"frame {frame_id} has {found}; the adapter must make 8- or 16-bit grey levels")
        header = FrameHeader.model_validate(
            {"rows": pixels.shape[0], "columns": pixels.shape[1], "bits": 8 * pixels.dtype.itemsize, "metadata": frame.metadata}
        )
        return header.model_dump_json(), np.ascontiguousarray(pixels, dtype=header.dtype).data.cast("B")
