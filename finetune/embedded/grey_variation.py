"""Mild changes of grey levels that leave the truth as it is."""

import numpy as np
from numpy.typing import NDArray


def varied(patches: NDArray[np.float32], generator: np.random.Generator) -> NDArray[np.float32]:
    """Return patches (pictures, 192, 256) with random gain, offset, gamma and noise for each picture, scaled -1 to 1 as they came.

    Ranges are about half of what two operators' habits differ by; wider ones slowed learning in trials with rendered surfaces.
    """
    count = len(patches)
    shape = (count, 1, 1)
    gain = np.exp(generator.uniform(-0.25, 0.25, shape)).astype(np.float32)
    offset = generator.uniform(-0.15, 0.15, shape).astype(np.float32)
    gamma = np.exp(generator.uniform(-0.2, 0.2, shape)).astype(np.float32)
    noise = (generator.uniform(0.0, 0.06, shape) * (generator.random(shape) < 0.3)).astype(np.float32)
    bent = 2.0 * np.power(np.clip((patches + 1.0) * 0.5, 0.0, 1.0), gamma) - 1.0
    speckle = generator.standard_normal(patches.shape, dtype=np.float32) * noise if noise.any() else np.float32(0.0)
    changed: NDArray[np.float32] = np.clip(bent * gain + offset + speckle, -1.0, 1.0).astype(np.float32)
    return changed
