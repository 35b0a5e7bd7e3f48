"""A tagger for tests: it reads the simulator's truth, so that navigation can be tested without a trained model."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from fractoscope.instruments.values import Frame
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES
from fractoscope.model.frame_tags import FrameTags, ImageQuality, ModelIdentity
from fractoscope.model.statements import state_features
from fractoscope.model.taxonomy import load_taxonomy
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid

FEATURES = EMBEDDED_FEATURES
"""What the shipped tagger can tell: one that never errs stands in for it, not for one that knows more."""


@cache
def specimen(seed: int, family: str = "plate") -> FractureSpecimen:
    return FractureSpecimen(seed, family)


class OracleTagger:
    """Says 0.9 of what is drawn in over a tenth of a tile, 0.05 of what is not."""

    def __init__(self, options: dict[str, Any] | None = None) -> None:
        self._error = float((options or {}).get("error", 0.0))

    @property
    def features(self) -> tuple[str, ...]:
        return FEATURES

    def identity(self) -> ModelIdentity:
        return ModelIdentity(name="oracle", version="1", fingerprint=str(self._error), trained_on="reads the truth; tests only")

    def tag(self, frames: Sequence[Frame]) -> list[FrameTags]:
        return [self._read(frame) for frame in frames]

    def _read(self, frame: Frame) -> FrameTags:
        field = frame.metadata.field_of_view
        assert field is not None
        rows, columns = frame.pixels.shape
        seed = int(frame.metadata.notes["simulator_seed"])
        # Half the frame's own pitch is enough for a truth that a few per cent of a tile decide.
        grid = SurfaceGrid(field.x, field.y, 2 * field.width / columns, columns // 2, rows // 2)
        visible = specimen(seed, frame.metadata.notes.get("simulator_family", "plate")).sample(grid).truth.visible
        found = []
        for part in (piece for band in np.array_split(visible, 3, axis=0) for piece in np.array_split(band, 3, axis=1)):
            shares = {name: float(((part & Feature[name.upper()]) > 0).mean()) for name in FEATURES}
            found.append({name: 0.9 if share > 0.1 else 0.05 for name, share in shares.items()})
        whole = {name: float(np.max([tile[name] for tile in found])) for name in FEATURES}
        said = state_features(whole, field.width, 0.5, load_taxonomy(), columns)
        return FrameTags(
            frame_id=frame.metadata.frame_id,
            field_width=field.width,
            features=whole,
            tiles=tuple(found),
            asserted=said.asserted,
            candidates=said.candidates,
            abstained=said.abstained,
            quality=ImageQuality(sharpness=0.5, noise=0.1, saturated=0.0),
            model=self.identity(),
        )
