"""Fingerprints on disk, in shards that are whole or absent."""

import io
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import numpy as np

from fractoscope.finetune.curate.duplicates.fingerprint import Fingerprint
from fractoscope.finetune.curate.duplicates.landmarks import Landmarks
from fractoscope.finetune.mine.run.image_store import write_whole

SHARD = 64
"""Pictures of a shard: a few seconds of work that a kill can cost."""
LEVELS = 400.0
"""Grey levels for one unit of a descriptor, which stays below 0.6."""


def shard_path(folder: Path, keys: tuple[str, ...]) -> Path:
    """Return where the fingerprints of these pictures are kept."""
    return folder / f"{sha256(' '.join(keys).encode()).hexdigest()[:24]}.npz"


def write_fingerprints(path: Path, found: Mapping[str, Fingerprint]) -> None:
    """Write a shard."""
    parts = list(found.values())
    out = io.BytesIO()
    np.savez(
        out,
        keys=np.array(list(found), dtype=np.str_),
        hashes=np.array([one.hashes for one in parts], np.uint64).reshape(-1, 8),
        counts=np.array([len(one.landmarks.places) for one in parts], np.int64),
        places=np.concatenate([np.zeros((0, 2)), *(one.landmarks.places for one in parts)]).astype(np.float32),
        scales=np.concatenate([np.zeros(0), *(one.landmarks.scales for one in parts)]).astype(np.float32),
        descriptors=np.concatenate(
            [np.zeros((0, 128), np.uint8), *(np.round(one.landmarks.descriptors * LEVELS).clip(0, 255).astype(np.uint8) for one in parts)]
        ),
        shapes=np.array([one.small.shape for one in parts], np.int64).reshape(-1, 2),
        pixels=np.concatenate([np.zeros(0, np.uint8), *(one.small.ravel() for one in parts)]),
        embeddings=np.array([one.embedding for one in parts], np.float32),
    )
    write_whole(path, out.getvalue())


@lru_cache(maxsize=64)
def read_fingerprints(path: Path) -> dict[str, Fingerprint]:
    """Return a shard's fingerprints by key; kept for a while, since pairs of pictures come in the order of shards."""
    with np.load(path, allow_pickle=False) as shard:
        data = {name: shard[name] for name in shard.files}
    ends = np.concatenate([[0], np.cumsum(data["counts"])])
    pixel_ends = np.concatenate([[0], np.cumsum(data["shapes"].prod(1))])
    descriptors = data["descriptors"].astype(np.float32)
    descriptors /= np.linalg.norm(descriptors, axis=1, keepdims=True) + 1e-9
    found: dict[str, Fingerprint] = {}
    for number, key in enumerate(data["keys"]):
        part = slice(ends[number], ends[number + 1])
        small = data["pixels"][pixel_ends[number] : pixel_ends[number + 1]].reshape(data["shapes"][number])
        landmarks = Landmarks(data["places"][part], data["scales"][part], descriptors[part])
        found[str(key)] = Fingerprint(data["hashes"][number], landmarks, small, data["embeddings"][number])
    return found
