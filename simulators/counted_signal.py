"""From grey levels back to what the detector counted."""

import numpy as np
from numpy.typing import NDArray

from fractoscope.simulators.imaging import RenderedFrame
from fractoscope.simulators.imaging.digitise import gain, offset


def counted_signal(rendered: RenderedFrame) -> NDArray[np.float32]:
    """Undo the detector's gain and offset, which automatic contrast sets anew for each look.

    Returns
    -------
    Proportional to the electrons counted, shape (rows, columns).
    """
    used = rendered.conditions
    if used.brightness is None or used.contrast is None:
        raise ValueError("the renderer does not tell the brightness and contrast that it used")
    grey = rendered.pixels.astype(np.float32) / np.float32(2**used.bits - 1)
    return (grey - np.float32(offset(used.brightness))) / np.float32(gain(used.contrast))
