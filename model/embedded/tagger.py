"""The tagger that is shipped: a very small Qwen3-VL trained on simulated surfaces."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fractoscope.instruments.values import Frame
from fractoscope.model.embedded.calibration import Calibration
from fractoscope.model.embedded.picture_layout import TILE_COLUMNS, TILE_ROWS, pictures_of, windows_of
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES
from fractoscope.model.embedded.weights_folder import SHIPPED, WeightsFolder
from fractoscope.model.frame_tags import FrameTags, ModelIdentity
from fractoscope.model.image_quality import measure_quality
from fractoscope.model.statements import state_features
from fractoscope.model.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from fractoscope.model.embedded.slots import SlotReader


class EmbeddedTagger:
    """Reads a frame as a whole and as 3 x 3 tiles in one batch, every feature from one prefill.

    Parameters
    ----------
    weights
        The folder of the weights; the shipped one by default.

    Raises
    ------
    BadFile
        If the weights are missing or altered.
    """

    def __init__(self, weights: Path = SHIPPED) -> None:
        self._folder = WeightsFolder.opened(weights)
        self.calibration = Calibration.load(weights / "calibration.json", EMBEDDED_FEATURES)
        self._reader: SlotReader | None = None

    @property
    def features(self) -> tuple[str, ...]:
        """Identifiers of the features that this tagger can tell, in taxonomy order."""
        return EMBEDDED_FEATURES

    @property
    def thresholds(self) -> dict[str, float]:
        """Probability from which a feature counts as seen."""
        return dict(zip(EMBEDDED_FEATURES, self.calibration.thresholds.tolist(), strict=True))

    def identity(self) -> ModelIdentity:
        """Return which model speaks."""
        folder = self._folder
        return ModelIdentity(name=folder.name, version=folder.version, fingerprint=folder.fingerprint, trained_on=folder.trained_on)

    def tag(self, frames: Sequence[Frame]) -> list[FrameTags]:
        """Return one `FrameTags` a frame, in order.

        Raises
        ------
        ValueError
            If a frame is smaller than 64 x 64 pixels.
        """
        return [self._tag(frame) for frame in frames]

    def log_odds(self, frame: Frame) -> NDArray[np.float64]:
        """Return uncalibrated log-odds of a frame's pictures, shape (10, features), the whole frame first, then tiles row by row."""
        pixel_size = frame.pixel_size
        windows = windows_of(*frame.pixels.shape)
        widths = [None if pixel_size is None else pixel_size * window.columns for window in windows]
        whole = [True] + [False] * (len(windows) - 1)
        return self._slots().read(pictures_of(frame.pixels), widths, whole)

    def _slots(self) -> "SlotReader":
        if self._reader is None:
            from fractoscope.model.embedded.loaded_network import LoadedNetwork
            from fractoscope.model.embedded.slots import SlotReader

            self._reader = SlotReader(LoadedNetwork.from_folder(self._folder.path))
        return self._reader

    def _tag(self, frame: Frame) -> FrameTags:
        quality = measure_quality(frame.pixels)
        log_odds = self.log_odds(frame)
        features = named(self.calibration.frame(log_odds))
        said = state_features(
            features, frame.metadata.field_width, self.thresholds, load_taxonomy(), frame.pixels.shape[1], quality_flags=quality.flags
        )
        return FrameTags(
            frame_id=frame.metadata.frame_id,
            field_width=frame.metadata.field_width,
            features=features,
            tiles=tuple(named(row) for row in self.calibration.pictures(log_odds[1:])),
            tile_columns=TILE_COLUMNS,
            tile_rows=TILE_ROWS,
            asserted=said.asserted,
            candidates=said.candidates,
            abstained=said.abstained,
            quality=quality,
            model=self.identity(),
        )


def named(probabilities: NDArray[np.float64]) -> dict[str, float]:
    """Return probabilities (features,) by feature identifier."""
    return dict(zip(EMBEDDED_FEATURES, (float(value) for value in probabilities), strict=True))


def make_embedded(options: Mapping[str, str]) -> EmbeddedTagger:
    """Return the embedded tagger, for the entry point.

    Parameters
    ----------
    options
        `weights` names another folder than the shipped one.

    Raises
    ------
    ValueError
        If an option is unknown.
    BadFile
        If the weights are missing or altered.
    """
    unknown = sorted(set(options) - {"weights"})
    if unknown:
        raise ValueError(f"the embedded tagger has no option {', '.join(unknown)}; it takes 'weights', a folder")
    return EmbeddedTagger(Path(options["weights"]) if "weights" in options else SHIPPED)
