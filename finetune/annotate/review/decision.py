"""What a person decided about one panel."""

from typing import Literal

from pydantic import Field, field_validator, model_validator

from fractoscope.finetune.annotate.records import Annotation, Finding
from fractoscope.instruments.values.frozen_value import FrozenValue
from fractoscope.model.taxonomy import load_taxonomy

NAME = r"^[a-z0-9][a-z0-9_-]{0,31}$"
"""Of a reviewer; it is part of a file's name."""


class Decision(FrozenValue):
    """One line of a reviewer's log; the last about a panel counts.

    Attributes
    ----------
    record_id, image_sha256
        Of the panel.
    reviewer
        Who decided.
    time
        ISO 8601, UTC.
    adjudication
        True if it settles a disagreement of others, which it outranks.
    decision
        As in an annotation; "withdrawn" takes an earlier one back.
    fracture, findings, absent
        As in an annotation.
    """

    record_id: str
    image_sha256: str
    reviewer: str = Field(pattern=NAME)
    time: str
    adjudication: bool = False
    decision: Literal["answered", "accepted", "corrected", "rejected", "withdrawn"]
    fracture: bool | None = None
    findings: tuple[Finding, ...] = ()
    absent: tuple[str, ...] = ()

    @field_validator("absent")
    @classmethod
    def _known(cls, absent: tuple[str, ...]) -> tuple[str, ...]:
        unknown = set(absent) - set(load_taxonomy().ids)
        if unknown:
            raise ValueError(f"no features of the taxonomy: {', '.join(sorted(unknown))}")
        return absent

    @model_validator(mode="after")
    def _one_answer_a_feature(self) -> "Decision":
        names = [*(finding.feature for finding in self.findings), *self.absent]
        if len(set(names)) != len(names):
            raise ValueError("a feature is named twice, or both present and absent")
        self._known(tuple(finding.feature for finding in self.findings))
        return self

    def annotation(self) -> Annotation:
        """Return it as an annotation. Raises ValueError if it was withdrawn."""
        if self.decision == "withdrawn":
            raise ValueError("a decision that was withdrawn is no annotation")
        order = load_taxonomy().ids.index
        return Annotation(
            record_id=self.record_id,
            image_sha256=self.image_sha256,
            annotator="person",
            name=self.reviewer,
            fracture=self.fracture,
            findings=tuple(sorted(self.findings, key=lambda finding: order(finding.feature))),
            absent=tuple(sorted(self.absent, key=order)),
            decision=self.decision,
        )
