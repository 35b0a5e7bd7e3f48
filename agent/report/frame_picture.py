"""What has to be read from the pixels of each frame: its thumbnail, and the spacing of its striations."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

from fractoscope.agent.report.thumbnails import MissingPicture, Thumbnail, pixels_of, thumbnail
from fractoscope.instruments.values import Pixels
from fractoscope.model.line_spacing import line_spacing

MANY = 400
"""Frames from which processes are worth their start of some seconds."""

_MOST_PROCESSES = 8
_AT_ONCE = 16


@dataclass(frozen=True)
class PictureOrder:
    """What to read of one frame.

    Attributes
    ----------
    file
        Path within the session's folder.
    columns, rows
        How the frame is divided into tiles.
    tiles
        Indices of the tiles in which striations are to be measured.
    """

    file: str
    columns: int = 1
    rows: int = 1
    tiles: tuple[int, ...] = ()


@dataclass(frozen=True)
class FramePicture:
    """What was read of one frame.

    Attributes
    ----------
    picture
        Thumbnail, or why there is none.
    spacings
        For each tile that gave one: spacing and uncertainty as shares of the frame's width.
    """

    picture: Thumbnail | MissingPicture
    spacings: tuple[tuple[float, float], ...] = ()


def frame_pictures(folder: Path, orders: Sequence[PictureOrder], width: int) -> Iterator[FramePicture]:
    """Begin to read frames and return what is read, in order: many in processes of their own, a few as they are asked for.

    Parameters
    ----------
    folder
        Of the session.
    orders
        The frames.
    width
        Of the thumbnails (pixels).
    """
    read = partial(_read, folder, width)
    workers = min(cpu_count() or 1, _MOST_PROCESSES)
    if len(orders) < MANY or workers < 2:
        return map(read, orders)
    # Spawned and not forked: the session's own threads and connections must not be copied, and Windows knows nothing else.
    pool = ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn"))
    return _collected(pool, pool.map(read, orders, chunksize=_AT_ONCE), orders, read)


def _collected(
    pool: ProcessPoolExecutor, results: Iterator[FramePicture], orders: Sequence[PictureOrder], read: "partial[FramePicture]"
) -> Iterator[FramePicture]:
    done = 0
    try:
        for result in results:
            yield result
            done += 1
    except BrokenProcessPool:
        # A process that was killed, for want of memory as a rule, costs time and not the report.
        yield from map(read, orders[done:])
    finally:
        pool.shutdown(cancel_futures=True)


def _read(folder: Path, width: int, order: PictureOrder) -> FramePicture:
    pixels = pixels_of(folder, order.file)
    if isinstance(pixels, MissingPicture):
        return FramePicture(pixels)
    return FramePicture(thumbnail(pixels, width), tuple(_spacings(pixels, order)))


def _spacings(pixels: Pixels, order: PictureOrder) -> Iterator[tuple[float, float]]:
    height, width = pixels.shape
    for index in order.tiles:
        column, row = index % order.columns, index // order.columns
        across = slice(column * width // order.columns, (column + 1) * width // order.columns)
        found = line_spacing(pixels[row * height // order.rows : (row + 1) * height // order.rows, across])
        if found is not None:
            yield found.period / width, found.uncertainty / width
