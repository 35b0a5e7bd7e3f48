"""Some frames on disk, in a folder that is there whole or not at all."""

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from fractoscope.simulators.dataset_writer.dataset_settings import DatasetSettings
from fractoscope.simulators.dataset_writer.plan_frames import plan_frames
from fractoscope.simulators.dataset_writer.planned_frame import PlannedFrame
from fractoscope.simulators.field_truth import FieldTruth
from fractoscope.simulators.imaging.render_frame import render_frame
from fractoscope.simulators.imaging.rendered_frame import RenderedFrame
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen

LABEL_SHARE = 0.05
"""A feature that can be seen on this share of a frame is a label of it."""

CHECKSUMS = "sha256sums"
"""File of a shard that lists the others, in the form that `sha256sum --check` reads."""


def shard_name(number: int) -> str:
    """Return the name of a shard's folder."""
    return f"shard-{number:06d}"


def write_shard(settings: DatasetSettings, folder: Path, number: int) -> int:
    """Render a shard and put it into its place; one that is there is kept.

    Everything is a function of settings and number, so it does not matter which process does it, when, or beside which others.

    Returns
    -------
    int
        Frames in the shard.
    """
    place = folder / shard_name(number)
    first = number * settings.specimens_per_shard
    numbers = range(first, min(first + settings.specimens_per_shard, settings.specimens))
    count = len(numbers) * settings.frames_per_specimen
    if place.is_dir():
        return count
    partial = folder / f"{place.name}.{os.getpid()}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    records = [record for specimen in numbers for record in _write_specimen(settings, specimen, partial)]
    _write(partial / "labels.jsonl", "".join(json.dumps(record, sort_keys=True) + "\n" for record in records).encode())
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(partial.iterdir())]
    _write(partial / CHECKSUMS, "".join(sums).encode())
    try:
        partial.rename(place)
    except OSError:
        # Another run finished it in the meantime: it holds the same frames.
        if not place.is_dir():
            raise
        shutil.rmtree(partial)
    return count


def _write_specimen(settings: DatasetSettings, number: int, folder: Path) -> list[dict[str, Any]]:
    """Write the frames of one specimen and return their labels."""
    random = np.random.default_rng((settings.seed, number))
    specimen = FractureSpecimen(int(random.integers(2**31)), settings.families[number % len(settings.families)])
    records = []
    for index, plan in enumerate(plan_frames(specimen, settings, random)):
        frame = render_frame(specimen, plan.grid, plan.conditions, plan.noise_seed)
        truth = FieldTruth.of(specimen, plan.grid, frame.truth)
        name = f"frame-{number * settings.frames_per_specimen + index:07d}"
        with (folder / f"{name}.png").open("wb") as file:
            Image.fromarray(frame.pixels).save(file, "PNG", compress_level=4)
            file.flush()
            os.fsync(file.fileno())
        stride = slice(None, None, settings.truth_stride)
        with (folder / f"{name}.npz").open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **{key: array[stride, stride] for key, array in truth.arrays().items()})
            file.flush()
            os.fsync(file.fileno())
        records.append(_record(name, plan, frame, truth))
    return records


def _record(name: str, plan: PlannedFrame, frame: RenderedFrame, truth: FieldTruth) -> dict[str, Any]:
    used = frame.conditions
    summary = truth.summary()
    return {
        "frame": name,
        "simulated": True,
        **summary,
        "labels": sorted(feature for feature, share in summary["visible"].items() if share >= LABEL_SHARE),
        "conditions": {
            "detector": used.detector,
            "voltage_V": used.voltage,
            "current_A": used.current,
            "dwell_time_s": used.dwell_time,
            "defocus_m": used.defocus,
            "tilt_rad": used.tilt,
            "charging": used.charging,
            "brightness": used.brightness,
            "contrast": used.contrast,
            "noise_seed": plan.noise_seed,
        },
        "trouble": frame.trouble,
    }


def _write(file: Path, data: bytes) -> None:
    with file.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
