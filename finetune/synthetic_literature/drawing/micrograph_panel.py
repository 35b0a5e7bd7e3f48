"""A micrograph as it goes into a figure."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from fractoscope.finetune.synthetic_literature.drawing.panel_order import PanelOrder

RESAMPLING = (Image.Resampling.BILINEAR, Image.Resampling.BICUBIC, Image.Resampling.LANCZOS)


@dataclass(frozen=True)
class MicrographPanel:
    """A micrograph cropped for a panel.

    Attributes
    ----------
    picture
        In grey.
    pixel_size
        Edge of a pixel in it (m).
    changed
        How a copy was changed.
    features
        What is visible in the part that is shown.
    """

    picture: Image.Image
    pixel_size: float
    changed: str
    features: tuple[str, ...]


def micrograph_panel(order: PanelOrder, size: tuple[int, int], random: np.random.Generator) -> MicrographPanel:
    """Crop, and for a copy turn and flip, a micrograph to a panel's size.

    Parameters
    ----------
    order
        With a micrograph.
    size
        Width and height in pixels.
    random
        Source of all choices.
    """
    if order.micrograph is None:
        raise ValueError(f"a panel of kind {order.kind!r} shows no micrograph")
    grey, cover, changed = order.micrograph.grey, order.micrograph.cover, []
    if order.copy:
        turns = int(random.integers(4))
        grey = np.rot90(grey, turns)
        changed.append(f"turned {90 * turns}")
        flipped = random.random() < 0.5
        if flipped:
            grey = grey[:, ::-1]
            changed.append("flipped")
        cover = cover.turned(turns, flipped=flipped)
    rows, columns = grey.shape
    width, height = size
    # The largest part of the panel's shape; copies show at least three quarters of it, so that they can be found again.
    share = random.uniform(0.75, 1.0)
    scale = share * min(columns / width, rows / height)
    crop_width, crop_height = max(16, int(width * scale)), max(16, int(height * scale))
    left, top = int(random.integers(columns - crop_width + 1)), int(random.integers(rows - crop_height + 1))
    part = Image.fromarray(np.ascontiguousarray(grey[top : top + crop_height, left : left + crop_width]))
    picture = part.resize(size, RESAMPLING[int(random.integers(len(RESAMPLING)))])
    gain, offset = random.uniform(0.8, 1.15), random.uniform(-15, 20)
    picture = picture.point(lambda level: int(min(255, max(0, gain * level + offset))))
    features = cover.visible_in(top, left, crop_height, crop_width)
    return MicrographPanel(picture, order.micrograph.pixel_size * crop_width / width, ", ".join(changed), features)
