"""An action as the ledger keeps it and compares it."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from pydantic import TypeAdapter

from fractoscope.instruments.values import Action

ACTION: TypeAdapter[Action] = TypeAdapter(Action)
"""Reads any of the actions, told apart by `kind`."""


@dataclass(frozen=True)
class ActionPayload:
    """Canonical JSON of an action: keys sorted, no blanks, so equal actions have equal text.

    Attributes
    ----------
    text
        The JSON.
    """

    text: str

    @classmethod
    def of(cls, action: Action) -> "ActionPayload":
        """Return the payload of an action."""
        return cls(json.dumps(action.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), allow_nan=False))

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal digest of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def action(self) -> Action:
        """The action itself."""
        return ACTION.validate_json(self.text)
