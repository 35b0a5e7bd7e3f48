"""Endless batches of pictures from a folder that another process may still be filling."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fractoscope.finetune.embedded.frame_shard import FrameShard, shards_in
from fractoscope.model.embedded.picture_layout import TOKEN_COLUMNS, TOKEN_ROWS

RARE_WIDTH = 8e-6


@dataclass(frozen=True)
class PictureBatch:
    """Pictures with what is visible in them.

    Attributes
    ----------
    pictures
        Shape (pictures, 192, 256), uint8.
    cells
        Coverage, shape (pictures, 48, features), float32.
    field_widths
        Metres, shape (pictures,), float64.
    whole
        True for a whole frame, False for a tile, shape (pictures,).
    """

    pictures: NDArray[np.uint8]
    cells: NDArray[np.float32]
    field_widths: NDArray[np.float64]
    whole: NDArray[np.bool_]


class PictureStream:
    """Shuffled, flipped batches; the pictures seen least come first, so that fresh shards are learnt from at once.

    Parameters
    ----------
    folder
        Holds shards; looked at again whenever the pool is empty.
    batch
        Pictures a batch.
    generator
        Source of all randomness.
    pool
        Shards that are mixed with each other.
    """

    def __init__(self, folder: Path, batch: int, generator: np.random.Generator, pool: int = 40) -> None:
        self.folder = folder
        self.batch = batch
        self.generator = generator
        self.pool = pool
        self.visits: dict[str, int] = {}
        self.opened: dict[str, FrameShard] = {}

    def __iter__(self) -> Iterator[PictureBatch]:
        """Yield batches for ever.

        Raises
        ------
        FileNotFoundError
            If the folder holds no shard.
        """
        while True:
            shards = self.least_visited()
            places = [
                (shard, frame, picture)
                for shard in shards
                for frame in range(len(shard.seeds))
                for picture in range(shard.pictures.shape[1])
                for _ in range(repeats(picture, float(shard.field_widths[frame, picture])))
            ]
            order = self.generator.permutation(len(places))
            for start in range(0, max(len(order) - self.batch + 1, 1), self.batch):
                yield self.gathered([places[index] for index in order[start : start + self.batch]])

    def least_visited(self) -> list[FrameShard]:
        """Return the shards of the next pool and count the visit."""
        names = [path.name for path in shards_in(self.folder)]
        if not names:
            raise FileNotFoundError(f"{self.folder} holds no rendered frames; run the rendering first")
        ranked = sorted(names, key=lambda name: (self.visits.get(name, 0), self.generator.random()))[: self.pool]
        for name in ranked:
            self.visits[name] = self.visits.get(name, 0) + 1
            if name not in self.opened:
                self.opened[name] = FrameShard.load(self.folder / name)
        return [self.opened[name] for name in ranked]

    def gathered(self, places: list[tuple[FrameShard, int, int]]) -> PictureBatch:
        """Return the pictures at some places, each flipped at random with its cells."""
        pictures, cells, widths = [], [], []
        for shard, frame, picture in places:
            image = shard.pictures[frame, picture]
            grid = shard.cells[frame, picture].reshape(TOKEN_ROWS, TOKEN_COLUMNS, -1)
            for axis in (0, 1):
                if self.generator.random() < 0.5:
                    image, grid = np.flip(image, axis), np.flip(grid, axis)
            pictures.append(image)
            cells.append(grid.reshape(TOKEN_ROWS * TOKEN_COLUMNS, -1))
            widths.append(shard.field_widths[frame, picture])
        whole = np.array([picture == 0 for _, _, picture in places])
        return PictureBatch(np.stack(pictures), np.stack(cells).astype(np.float32) / 255.0, np.array(widths), whole)


def repeats(picture: int, field_width: float) -> int:
    """Return how often a picture is drawn in a pool.

    Whole frames are one in ten and weigh most in what is said of a frame; pictures below 8 µm are rare, and there a striation is
    as wide as elsewhere a facet. With each drawn once, both were learnt last.
    """
    if picture == 0:
        return 3
    return 2 if field_width < RARE_WIDTH else 1
