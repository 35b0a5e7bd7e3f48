"""Many labelled frames, rendered by several processes."""

import hashlib
import json
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from pathlib import Path
from typing import Any

from fractoscope.instruments.errors import BadFile
from fractoscope.simulators.dataset_writer.dataset_settings import DatasetSettings
from fractoscope.simulators.dataset_writer.frame_shard import CHECKSUMS, shard_name, write_shard

SETTINGS, MANIFEST = "settings.json", "manifest.json"
QUEUED = 2
"""Shards handed out per worker: enough that none waits, few enough that Ctrl-C ends soon."""


def write_dataset(
    settings: DatasetSettings,
    folder: Path,
    *,
    workers: int = 1,
    progress: Callable[[int, int, str], None] = lambda done, total, note: None,
) -> dict[str, Any]:
    """Write a data set, or go on with one that was broken off.

    Parameters
    ----------
    settings
        What it holds.
    folder
        Empty, new, or holding part of this very set.
    workers
        Processes; 1 renders in this one. The files are the same whatever their number.
    progress
        Told how many frames are there, of how many, and a note.

    Returns
    -------
    dict
        The manifest: settings, number of frames, and the checksum of each shard's list of checksums.

    Raises
    ------
    BadFile
        If the folder holds something else, or a set of other settings.
    """
    _claim(settings, folder)
    total = settings.specimens * settings.frames_per_specimen
    missing = [number for number in range(settings.shards) if not (folder / shard_name(number)).is_dir()]
    done = total - sum(_frames(settings, number) for number in missing)
    progress(done, total, "there already" if done else "")
    for count in _render(settings, folder, missing, workers):
        done += count
        progress(done, total, "")
    manifest = {
        "simulated": True,
        "settings": settings.model_dump(mode="json"),
        "frames": total,
        "shards": {
            shard_name(number): hashlib.sha256((folder / shard_name(number) / CHECKSUMS).read_bytes()).hexdigest()
            for number in range(settings.shards)
        },
    }
    _write_whole(folder / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True) + "\n")
    return manifest


def _claim(settings: DatasetSettings, folder: Path) -> None:
    """Make the folder this set's own, and clear away what killed processes left."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(settings.model_dump(mode="json"), indent=1, sort_keys=True) + "\n"
    stated = folder / SETTINGS
    if stated.exists():
        if stated.read_text("utf-8") != text:
            reason = "the folder holds a data set of other settings"
            raise BadFile(
                path=str(folder), reason=reason, remedy="give the same settings to go on with it, or name a new folder with --out"
            )
    elif any(item for item in folder.iterdir() if item.name != SETTINGS + ".partial"):
        raise BadFile(path=str(folder), reason="the folder holds something else", remedy="name a new one with --out")
    else:
        _write_whole(stated, text)
    for left in folder.glob("*.partial"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def _frames(settings: DatasetSettings, number: int) -> int:
    first = number * settings.specimens_per_shard
    return (min(first + settings.specimens_per_shard, settings.specimens) - first) * settings.frames_per_specimen


def _render(settings: DatasetSettings, folder: Path, missing: list[int], workers: int) -> Iterator[int]:
    if workers == 1 or len(missing) < 2:
        return (write_shard(settings, folder, number) for number in missing)
    return _render_beside(settings, folder, missing, workers)


def _render_beside(settings: DatasetSettings, folder: Path, missing: list[int], workers: int) -> Iterator[int]:
    """Yield the frames of each shard as it is finished."""
    # Spawned rather than forked: the same on every system, and no thread of this process is cut in half.
    context = multiprocessing.get_context("spawn")
    waiting = list(reversed(missing))
    with ProcessPoolExecutor(min(workers, len(missing)), mp_context=context) as pool:
        running: set[Future[int]] = set()
        try:
            while waiting or running:
                while waiting and len(running) < QUEUED * workers:
                    running.add(pool.submit(write_shard, settings, folder, waiting.pop()))
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    yield future.result()
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _write_whole(file: Path, text: str) -> None:
    partial = file.with_name(file.name + ".partial")
    with partial.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(file)
