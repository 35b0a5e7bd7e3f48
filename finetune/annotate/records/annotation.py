"""The line that annotating writes for a panel."""

from typing import Literal

from pydantic import Field

from fractoscope.finetune.annotate.records.finding import Finding
from fractoscope.instruments.values.frozen_value import FrozenValue


class Annotation(FrozenValue):
    """What one annotator, a teacher model or a person, says about one panel.

    Attributes
    ----------
    record_id
        Of the mined panel.
    image_sha256
        Of the panel's file as mined.
    annotator
        Kind of annotator; a person outranks a teacher.
    name
        Teacher's model name as the server gave it, or the person's.
    prompt_version, text_sha256, request_id
        Of the teacher's prompt; of caption and excerpts as shown; the request's idempotent id. Empty for a person.
    fracture
        Whether the panel shows a fracture surface; None if it cannot be told.
    findings
        Features that are present, each once, in taxonomy order.
    absent
        Features that were looked for and are not there; what is in neither list is unknown.
    decision
        Of a person over the teacher's answer: accepted, corrected or rejected (the panel is left out); "answered" for a teacher or a person
        who answered alone.
    raw
        The answer as it came, for a teacher.
    """

    schema_version: int = Field(default=1, ge=1, le=1)
    record_id: str
    image_sha256: str
    annotator: Literal["teacher", "person"]
    name: str
    prompt_version: str = ""
    text_sha256: str = ""
    request_id: str = ""
    fracture: bool | None = None
    findings: tuple[Finding, ...] = ()
    absent: tuple[str, ...] = ()
    decision: Literal["answered", "accepted", "corrected", "rejected"] = "answered"
    raw: str = ""
