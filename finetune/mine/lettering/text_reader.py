"""Anything that reads short printed text from pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class ReadText:
    """What was read from one crop, and how sure the reader is, 0 to 1."""

    text: str
    confidence: float


class TextReader(Protocol):
    """Reads one line from each crop."""

    @property
    def name(self) -> str:
        """Library and version, for the provenance; empty for a reader that reads nothing."""
        ...

    def read(self, crops: Sequence[NDArray[np.uint8]]) -> list[ReadText]:
        """Return one text a crop, in order; empty text where nothing is legible.

        Parameters
        ----------
        crops
            Grey, shape (rows, columns), dark on light or light on dark.
        """
        ...


class NoTextReader:
    """Reads nothing: what mining goes on with where no OCR is installed."""

    name = ""

    def read(self, crops: Sequence[NDArray[np.uint8]]) -> list[ReadText]:
        """Return an empty text for each crop."""
        return [ReadText("", 0.0) for _ in crops]


def make_text_reader() -> TextReader:
    """Return a reader by RapidOCR where it is installed (the extra `mine`), else one that reads nothing."""
    if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
        return NoTextReader()
    from fractoscope.finetune.mine.lettering.rapid_reader import RapidReader

    return RapidReader()
