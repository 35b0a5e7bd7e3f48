"""The closed set of things that an operator can ask of a running session."""

from typing import Annotated, Literal

from pydantic import Field

from fractoscope.agent.oversight.mode import Mode
from fractoscope.instruments.values import FieldOfView, FrozenValue

_Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Pause(FrozenValue):
    """Begin no further step; the one under way ends."""

    kind: Literal["pause"] = "pause"


class Resume(FrozenValue):
    """Go on after a pause."""

    kind: Literal["resume"] = "resume"


class ChangeMode(FrozenValue):
    """Give the agent more or less leave."""

    kind: Literal["change_mode"] = "change_mode"
    mode: Mode


class Approve(FrozenValue):
    """Carry out the decision of a step, once, as it stood when it was shown: `sha256` is that of its payload."""

    kind: Literal["approve"] = "approve"
    step: int = Field(gt=0)
    sha256: _Digest


class Modify(FrozenValue):
    """Carry out another field in place of the one that the step proposes."""

    kind: Literal["modify"] = "modify"
    step: int = Field(gt=0)
    sha256: _Digest
    field: FieldOfView


class Reject(FrozenValue):
    """Do not carry out the decision of a step, and do not propose that field again."""

    kind: Literal["reject"] = "reject"
    step: int = Field(gt=0)
    sha256: _Digest
    reason: str = Field(default="", max_length=500)


class LookHere(FrozenValue):
    """Put a field into the operator's queue, at its head or at its end; the queue goes before all proposals."""

    kind: Literal["look_here"] = "look_here"
    field: FieldOfView
    first: bool = True


class Reorder(FrozenValue):
    """Work the operator's queue in this order; targets that are not named keep theirs, after the named ones."""

    kind: Literal["reorder"] = "reorder"
    targets: tuple[int, ...] = Field(min_length=1, max_length=1000)


class Strike(FrozenValue):
    """Take a target out of the operator's queue."""

    kind: Literal["strike"] = "strike"
    target: int = Field(gt=0)


class Exclude(FrozenValue):
    """Never propose this field, whatever the policy thinks of it."""

    kind: Literal["exclude"] = "exclude"
    field: FieldOfView


class TakeFrame(FrozenValue):
    """Learn from a frame that the operator took by hand."""

    kind: Literal["take_frame"] = "take_frame"
    frame_id: str = Field(min_length=1, max_length=128)


class CorrectTag(FrozenValue):
    """Say whether a feature is in a frame: kept as training data, with who and when; the session's own belief stays as it is."""

    kind: Literal["correct_tag"] = "correct_tag"
    frame_id: str = Field(min_length=1, max_length=128)
    feature: str = Field(min_length=1, max_length=100)
    present: bool


class Note(FrozenValue):
    """Write something down."""

    kind: Literal["note"] = "note"
    text: str = Field(min_length=1, max_length=4000)
    frame_id: str | None = Field(default=None, max_length=128)


class FinishNow(FrozenValue):
    """End the session after the step under way, with everything handed over."""

    kind: Literal["finish_now"] = "finish_now"


class TakeControl(FrozenValue):
    """The operator took the instrument's lease; recorded by whoever took it for him."""

    kind: Literal["take_control"] = "take_control"
    fence: int = Field(ge=0)


class HandBack(FrozenValue):
    """The operator gave the instrument's lease back."""

    kind: Literal["hand_back"] = "hand_back"
    fence: int = Field(ge=0)


class Stop(FrozenValue):
    """The operator stopped the instrument; recorded after it happened, with what the instrument said."""

    kind: Literal["stop"] = "stop"
    outcome: str = Field(max_length=1000)


class Drive(FrozenValue):
    """The operator had the instrument do something by hand, under his own lease; recorded with how it ended."""

    kind: Literal["drive"] = "drive"
    action: str = Field(max_length=2000)
    outcome: str = Field(max_length=1000)


Verdict = Approve | Modify | Reject
"""An answer to one decision."""

OperatorCommand = Annotated[
    Pause
    | Resume
    | ChangeMode
    | Approve
    | Modify
    | Reject
    | LookHere
    | Reorder
    | Strike
    | Exclude
    | TakeFrame
    | CorrectTag
    | Note
    | FinishNow
    | TakeControl
    | HandBack
    | Stop
    | Drive,
    Field(discriminator="kind"),
]
"""Any of them, told apart by `kind`."""
