"""How long tagging takes."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np

from fractoscope.instruments.values import Frame, FrameMetadata
from fractoscope.model.embedded.picture_layout import pictures_of
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES
from fractoscope.model.embedded.tagger import EmbeddedTagger
from fractoscope.model.embedded.weights_folder import SHIPPED, WeightsFolder


def measure_tagging(repeats: int = 5, seconds: Callable[[], float] = time.perf_counter) -> dict[str, Any]:
    """Time the ways of reading one picture, and a whole frame with its tiles.

    Parameters
    ----------
    repeats
        Timed calls of each kind, after one that is not counted.
    seconds
        A monotonic clock.

    Returns
    -------
    dict
        `readings`: [{`reading` ("slots" or "json"), `features`, `ms_median`}], and `frame_with_tiles_ms_median`.
    """
    from fractoscope.model.embedded.json_writer import JsonWriter
    from fractoscope.model.embedded.loaded_network import LoadedNetwork
    from fractoscope.model.embedded.slots import SlotReader

    pixels = np.random.default_rng(1).integers(0, 255, (768, 1024), dtype=np.uint8)
    frame = Frame(pixels, FrameMetadata(frame_id="bench", field_width=100e-6, simulated=True))
    picture = pictures_of(pixels)[:1]
    loaded = LoadedNetwork.from_folder(WeightsFolder.opened(SHIPPED).path)
    slots, writer, tagger = SlotReader(loaded), JsonWriter(loaded), EmbeddedTagger()
    count = len(EMBEDDED_FEATURES)
    return {
        "readings": [
            {"reading": "slots", "features": count, "ms_median": timed(lambda: slots.read(picture, [100e-6], [True]), repeats, seconds)},
            {"reading": "json", "features": count, "ms_median": timed(lambda: writer.generate(picture[0], 100e-6), repeats, seconds)},
        ],
        "frame_with_tiles_ms_median": timed(lambda: tagger.tag([frame]), repeats, seconds),
    }


def timed(call: Callable[[], object], repeats: int, seconds: Callable[[], float]) -> float:
    """Return the median time of a call (ms)."""
    call()
    spent = []
    for _ in range(repeats):
        begun = seconds()
        call()
        spent.append(1e3 * (seconds() - begun))
    return median(spent)
