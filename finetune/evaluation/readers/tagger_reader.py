"""A tagger as it is used in a session, scored."""

from time import perf_counter
from typing import Any

from fractoscope.finetune.evaluation.predictions.prediction import Prediction
from fractoscope.instruments.values import Frame
from fractoscope.model.tagger import Tagger


class TaggerReader:
    """Reads with a tagger.

    What counts as said is what reaches the tagger's thresholds, where it tells them (`thresholds`, by feature); else what it asserts or
    holds as a candidate, which leaves out what a veto silenced.

    Parameters
    ----------
    tagger
        Any tagger.
    name
        What the result calls it; by default what it calls itself.
    """

    def __init__(self, tagger: Tagger, name: str = "") -> None:
        self._tagger = tagger
        self._name = name or tagger.identity().name

    @property
    def features(self) -> tuple[str, ...]:
        """Identifiers of the features that it can tell."""
        return self._tagger.features

    def identity(self) -> dict[str, Any]:
        """Return the model's identity and its thresholds."""
        thresholds = getattr(self._tagger, "thresholds", None)
        return {"name": self._name, "model": self._tagger.identity().model_dump(), "thresholds": dict(thresholds) if thresholds else None}

    def read(self, row_id: str, frame: Frame) -> Prediction:
        """Return what the tagger says of a frame."""
        started = perf_counter()
        try:
            tags = self._tagger.tag([frame])[0]
        except ValueError as error:
            # A tagger refuses frames that it cannot read, such as too small ones.
            return Prediction(id=row_id, fault=" ".join(str(error).split())[:200], seconds=perf_counter() - started)
        seconds = perf_counter() - started
        thresholds = getattr(self._tagger, "thresholds", None)
        if thresholds:
            said = [name for name, value in tags.features.items() if value >= thresholds[name]]
        else:
            said = [name for name in (*tags.asserted, *tags.candidates) if name in self.features]
        said.sort(key=lambda name: -tags.features.get(name, 1.0))
        asserted = tuple(name for name in tags.asserted if name in self.features)
        return Prediction(id=row_id, said=tuple(said), asserted=asserted, probabilities=dict(tags.features), seconds=seconds)
