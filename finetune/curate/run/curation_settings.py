"""What a version of a dataset is asked to be."""

from pydantic import Field

from fractoscope.finetune.curate.splits.split_plan import SplitPlan
from fractoscope.finetune.mine.run import ALLOWED
from fractoscope.instruments.values.frozen_value import FrozenValue


class CurationSettings(FrozenValue):
    """Settings that decide what a version holds.

    Attributes
    ----------
    name, version
        Its folder is `NAME-VERSION`.
    splits
        Sizes and seed.
    licences
        Ids that are allowed; one without a version allows all its versions.
    mixed_licences
        True to let terms that forbid commercial use or sharing of changes stand beside open ones.
    most_doubt
        Of a teacher's finding; one with more doubt is unknown.
    rare_below
        Pictures of a feature below which it is listed as rare.
    embedding
        False to look for copies without the embedded model.
    show_leaks
        True to publish a version although its audit found leaks; they are listed in it.
    """

    name: str = Field(default="fractographs", pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    version: str = Field(default="1", pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    splits: SplitPlan = SplitPlan()
    licences: tuple[str, ...] = Field(default=ALLOWED, min_length=1)
    mixed_licences: bool = False
    most_doubt: float = Field(default=0.6, ge=0, le=1)
    rare_below: int = Field(default=50, ge=0)
    embedding: bool = True
    show_leaks: bool = False
