"""What a policy may ask for: a closed set."""

from typing import Annotated, Literal

from pydantic import Field

from fractoscope.instruments.values import FieldOfView, FrozenValue, ScanSettings


class LookAt(FrozenValue):
    """Move to the field's centre and scan it; `scan` stands in for the mission's settings where a place needs others."""

    kind: Literal["look_at"] = "look_at"
    field: FieldOfView
    scan: ScanSettings | None = None


class Refocus(FrozenValue):
    """Move to the field's centre, focus there and scan it again; `scan` as in `LookAt`."""

    kind: Literal["refocus"] = "refocus"
    field: FieldOfView
    scan: ScanSettings | None = None


class Finish(FrozenValue):
    """End the session: nothing left is worth its cost."""

    kind: Literal["finish"] = "finish"


Intent = Annotated[LookAt | Refocus | Finish, Field(discriminator="kind")]
"""Any of them, told apart by `kind`."""


class Proposal(FrozenValue):
    """One suggestion.

    Attributes
    ----------
    id
        Unique among the suggestions of one step.
    action
        What to do.
    gain, cost
        What it is worth and what it takes, in the policy's own units; the best difference is done first.
    purpose
        survey, zoom, zone, origin, coverage, target, retake, operator or finish.
    reason
        One line for a reader of the journal.
    """

    id: str
    action: Intent
    gain: float
    cost: float
    purpose: str
    reason: str
