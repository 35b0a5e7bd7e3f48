"""One real picture on the virtual stub."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from fractoscope.instruments.values import FieldOfView, Pixels


@dataclass(frozen=True)
class MountedPicture:
    """Where a picture lies and what it carries.

    Attributes
    ----------
    file
        The picture's file.
    x, y
        Centre in stage coordinates (m).
    pixel_size
        Pitch of the picture's own pixels (m): nothing finer can be shown of it.
    columns, rows
        Size of the part that shows the specimen, in pixels.
    """

    file: Path
    x: float
    y: float
    pixel_size: float
    columns: int
    rows: int

    @property
    def width(self) -> float:
        """Horizontal extent (m)."""
        return self.columns * self.pixel_size

    @property
    def height(self) -> float:
        """Vertical extent (m)."""
        return self.rows * self.pixel_size

    def touches(self, field: FieldOfView, height: float) -> bool:
        """Return True where some of the picture lies inside a field of that height (m)."""
        return abs(self.x - field.x) < (self.width + field.width) / 2 and abs(self.y - field.y) < (self.height + height) / 2

    def paint(self, pixels: Pixels, field: FieldOfView, canvas: NDArray[np.float64]) -> float:
        """Lay the picture over a canvas by area averaging, and return the share of the canvas that it covers.

        Parameters
        ----------
        pixels
            The picture, shape (`rows`, `columns`).
        field
            What the canvas shows.
        canvas
            Grey levels as a share of full scale, shape (rows, columns) of the scan; changed in place where covered.
        """
        rows, columns = canvas.shape
        pitch = field.width / columns
        across = _overlap(columns, self.columns, self.pixel_size / pitch, (self.x - field.x) / pitch)
        down = _overlap(rows, self.rows, self.pixel_size / pitch, (field.y - self.y) / pitch)
        cover = np.outer(down.sum(axis=1), across.sum(axis=1))
        canvas *= 1.0 - cover
        shares = pixels.astype(np.float64) / (2.0 ** (8 * pixels.itemsize) - 1.0)
        canvas += down @ (across @ shares.T).T
        return float(cover.mean())


def _overlap(outputs: int, inputs: int, pitch: float, offset: float) -> csr_array:
    """Return the length that each input interval has in each output interval, shape (outputs, inputs).

    Output intervals have length 1; input intervals have length `pitch` and are centred `offset` from the outputs' centre.
    """
    edges = outputs / 2 + offset + (np.arange(inputs + 1) - inputs / 2) * pitch
    # Stage coordinates carry rounding errors far below a pixel; without this, aligned pixels would bleed into neighbours.
    edges = np.round(edges, 6)
    low, high = edges[:-1], edges[1:]
    first = np.floor(low).astype(np.int64)
    span = int(np.ceil(pitch)) + 1
    output = first[:, None] + np.arange(span)
    length = np.minimum(high[:, None], output + 1) - np.maximum(low[:, None], output)
    keep = (length > 0) & (output >= 0) & (output < outputs)
    source = np.broadcast_to(np.arange(inputs)[:, None], output.shape)
    return csr_array((length[keep], (output[keep], source[keep])), shape=(outputs, inputs))
