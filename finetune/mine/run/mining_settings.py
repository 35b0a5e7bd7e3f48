"""What a run is asked to do."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from pydantic import Field

from fractoscope.finetune.mine.records.licence import UNKNOWN
from fractoscope.instruments.values.frozen_value import FrozenValue

ALLOWED = ("CC0-1.0", "CC-BY", "public-domain")
"""Licences under which a panel may be trained on and passed on without asking."""

TaggerFactory = Callable[[Mapping[str, str]], Any]
"""What an entry point of `fractoscope.taggers` names."""


class MiningSettings(FrozenValue):
    """Settings that decide what a run yields.

    Attributes
    ----------
    licences
        Ids that are allowed. One without a version allows all its versions: `CC-BY` allows `CC-BY-4.0`, and not `CC-BY-NC-4.0`.
    tagger
        Name of the tagger that is asked where the words leave it open; empty for none.
    ocr
        False to read no text in pictures even where an OCR is installed.
    """

    licences: tuple[str, ...] = Field(default=ALLOWED, min_length=1)
    tagger: str = ""
    ocr: bool = True

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the settings: two runs into one folder must have the same."""
        return sha256(self.model_dump_json().encode()).hexdigest()

    def allows(self, licence: str) -> bool:
        """Return True if a panel under a licence may be kept; what is unknown never is."""
        if licence == UNKNOWN:
            return False
        stem, _, version = licence.rpartition("-")
        return licence in self.licences or (version[:1].isdigit() and stem in self.licences)
