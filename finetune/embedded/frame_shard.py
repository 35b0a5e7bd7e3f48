"""Rendered frames on disk, some to a folder, as plain arrays."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ARRAYS = ("pictures", "cells", "frame_coverage", "field_widths", "seeds", "centres")


@dataclass(frozen=True)
class FrameShard:
    """Pictures and labels of some frames.

    Attributes
    ----------
    pictures
        Shape (frames, 10, 192, 256), uint8.
    cells
        Coverage of each cell, shape (frames, 10, 48, features), uint8, 255 for all of it.
    frame_coverage
        Share of the whole frame, shape (frames, features), float32.
    field_widths
        Of each picture (m), shape (frames, 10), float64.
    seeds
        Specimen of each frame, shape (frames,), int64.
    centres
        Where each frame was taken (m), shape (frames, 2), float64.
    """

    pictures: NDArray[np.uint8]
    cells: NDArray[np.uint8]
    frame_coverage: NDArray[np.float32]
    field_widths: NDArray[np.float64]
    seeds: NDArray[np.int64]
    centres: NDArray[np.float64]

    def save(self, folder: Path) -> None:
        """Write the arrays under a temporary name, then rename the folder, so that a reader never sees half a shard.

        A shard that another process finished in the meantime is kept: it holds the same frames.
        """
        partial = folder.with_name(f"{folder.name}.{os.getpid()}.partial")
        partial.mkdir(parents=True, exist_ok=True)
        for name in ARRAYS:
            np.save(partial / f"{name}.npy", getattr(self, name), allow_pickle=False)
        try:
            partial.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
            shutil.rmtree(partial)

    @classmethod
    def load(cls, folder: Path) -> "FrameShard":
        """Open a shard; pictures stay on disk until they are looked at."""
        arrays = {
            name: np.load(folder / f"{name}.npy", allow_pickle=False, mmap_mode="r" if name == "pictures" else None) for name in ARRAYS
        }
        return cls(**arrays)


def shards_in(folder: Path) -> list[Path]:
    """Return the finished shards of a folder, oldest first."""
    return sorted(path for path in folder.glob("shard-*") if path.is_dir() and not path.name.endswith(".partial"))
