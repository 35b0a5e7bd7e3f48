"""Who reviews what."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from pydantic import Field, ValidationError, field_validator

from fractoscope.finetune.annotate.review.decision import NAME
from fractoscope.finetune.annotate.review.decision_log import FOLDER
from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values.frozen_value import FrozenValue

FILE = "plan.json"


class ReviewPlan(FrozenValue):
    """Panels that all reviewers see, and panels that one of them sees; by hash, so a corpus that grows keeps its shares.

    Attributes
    ----------
    reviewers
        Names.
    double
        Share of panels that all of them see, each blind to the others.
    blind
        True to hide the teacher's answer on these too: then agreement is not the teacher's doing.
    """

    reviewers: tuple[str, ...] = Field(min_length=1)
    double: float = Field(default=0.2, ge=0, le=1)
    blind: bool = False

    @field_validator("reviewers")
    @classmethod
    def _named(cls, reviewers: tuple[str, ...]) -> tuple[str, ...]:
        import re

        if len(set(reviewers)) != len(reviewers) or any(re.match(NAME, name) is None for name in reviewers):
            raise ValueError("names of reviewers differ, and are of small letters, digits, - and _")
        return reviewers

    def is_double(self, record_id: str) -> bool:
        """Return True for a panel that all see."""
        return len(self.reviewers) > 1 and _draw(record_id, "double") < self.double

    def queue(self, record_ids: Iterable[str], reviewer: str) -> list[str]:
        """Return the panels of a reviewer, in the order given."""
        place = self.reviewers.index(reviewer)
        count = len(self.reviewers)
        return [record for record in record_ids if self.is_double(record) or int(_draw(record, "whose") * count) == place]


def keep_plan(folder: Path, plan: ReviewPlan | None) -> ReviewPlan:
    """Return the plan of a run; write it down if there is none yet.

    Raises
    ------
    BadFile
        If there is none and none is given, or another one is given than there is.
    """
    path = folder / FOLDER / FILE
    if not path.is_file():
        if plan is None:
            raise BadFile(path=str(path), reason="nobody has said yet who reviews", remedy="name all with --reviewers")
        write_whole(path, plan.model_dump_json(indent=2).encode())
        return plan
    try:
        known = ReviewPlan.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise BadFile(path=str(path), reason="no plan of a review", remedy="restore it") from error
    if plan is not None and plan != known:
        reason = f"the review goes by another plan ({known.model_dump_json()})"
        raise BadFile(path=str(path), reason=reason, remedy="leave --reviewers, --double and --blind away")
    return known


def _draw(record_id: str, purpose: str) -> float:
    return int.from_bytes(sha256(f"{purpose} {record_id}".encode()).digest()[:8], "big") / 2**64
