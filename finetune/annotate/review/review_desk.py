"""What the page shows to one reviewer, and what it takes from him."""

import threading
from pathlib import Path
from typing import Any

from pydantic import Field

from fractoscope.finetune.annotate.records import Annotation, Finding
from fractoscope.finetune.annotate.requests.mined_records import mined_records
from fractoscope.finetune.annotate.review.agreement import disagreements
from fractoscope.finetune.annotate.review.decision import Decision
from fractoscope.finetune.annotate.review.decision_log import DecisionLog, all_standing
from fractoscope.finetune.annotate.review.merged_labels import teacher_labels
from fractoscope.finetune.annotate.review.review_plan import ReviewPlan
from fractoscope.finetune.mine.records import PanelRecord
from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.protocols import Clock
from fractoscope.instruments.values.frozen_value import FrozenValue

SURE = 0.0


class Choice(FrozenValue):
    """What the page sends.

    Attributes
    ----------
    reject
        True to leave the panel out.
    fracture
        Whether it shows a fracture surface; None if it cannot be told.
    present, absent
        Features.
    """

    reject: bool = False
    fracture: bool | None = None
    present: tuple[str, ...] = Field(default=(), max_length=64)
    absent: tuple[str, ...] = Field(default=(), max_length=64)


class ReviewDesk:
    """One reviewer's panels.

    Parameters
    ----------
    annotated, mined
        Folders of the runs.
    plan
        Who sees what.
    reviewer
        Whose desk it is.
    clock
        Dates decisions.
    adjudicate
        True to see the panels on which others differ, with what they said.
    """

    def __init__(self, annotated: Path, mined: Path, plan: ReviewPlan, reviewer: str, clock: Clock, *, adjudicate: bool = False) -> None:
        self.reviewer, self.adjudicate = reviewer, adjudicate
        self._mined, self._plan, self._clock, self._annotated = mined, plan, clock, annotated
        self._teacher = teacher_labels(annotated)
        self._records = {record.record_id: record for record in mined_records(mined)}
        self._log = DecisionLog(annotated, reviewer)
        self._lock = threading.Lock()
        self._others = all_standing(annotated) if adjudicate else {}
        self._queue = disagreements(self._others) if adjudicate else plan.queue(self._records, reviewer)
        self._queue = [record for record in self._queue if record in self._records]

    def overview(self) -> list[dict[str, Any]]:
        """Return the queue: which panels are decided, and how."""
        standing = self._standing()
        return [
            {"decision": standing[record].decision if record in standing else "", "double": self._plan.is_double(record)}
            for record in self._queue
        ]

    def panel(self, place: int) -> dict[str, Any]:
        """Return what is shown of a panel. Raises LookupError if the queue is shorter."""
        record = self._record(place)
        own = self._standing().get(record.record_id)
        teacher = self._shown_teacher(record)
        return {
            "record_id": record.record_id,
            "panel": record.panel,
            "caption_part": record.caption_part,
            "caption_common": record.caption_common,
            "excerpts": [excerpt.text for excerpt in record.excerpts],
            "article": record.article.title,
            "licence": record.licence.id,
            "field_width": record.scale.pixel_size * record.view.width if record.scale and record.scale.pixel_size else None,
            "double": self._plan.is_double(record.record_id),
            "teacher": _answer(teacher),
            "own": _answer(own),
            "others": {
                name: _answer(given[record.record_id]) | {"decision": given[record.record_id].decision}
                for name, given in self._others.items()
                if record.record_id in given and not given[record.record_id].adjudication
            },
        }

    def picture(self, place: int) -> bytes:
        """Return the panel's PNG. Raises LookupError if there is none."""
        record = self._record(place)
        assert record.image is not None
        try:
            return (self._mined / record.image.file).read_bytes()
        except FileNotFoundError:
            raise LookupError("the picture is gone") from None

    def decide(self, place: int, choice: Choice) -> str:
        """Write a decision down and return its kind: what differs from the teacher's answer is a correction.

        Raises
        ------
        LookupError
            If the queue is shorter.
        pydantic.ValidationError
            If a feature is unknown, or both present and absent.
        """
        record = self._record(place)
        teacher = self._shown_teacher(record)
        known = {finding.feature: finding for finding in teacher.findings} if teacher else {}
        same = teacher is not None and (choice.fracture, set(choice.present), set(choice.absent)) == (
            teacher.fracture,
            set(known),
            set(teacher.absent),
        )
        kind = "rejected" if choice.reject else "accepted" if same else "answered" if teacher is None else "corrected"
        # A person who has looked is sure of what is there; the teacher's quotes and direction stay with it.
        findings = () if choice.reject else tuple(_sure(known.get(name) or Finding(feature=name)) for name in choice.present)
        self._append(record, kind, None if choice.reject else choice.fracture, findings, () if choice.reject else choice.absent)
        return kind

    def undo(self, place: int) -> None:
        """Take the decision about a panel back, by a further line. Raises LookupError if the queue is shorter."""
        record = self._record(place)
        if record.record_id in self._standing():
            self._append(record, "withdrawn", None, (), ())

    def _append(
        self, record: PanelRecord, kind: str, fracture: bool | None, findings: tuple[Finding, ...], absent: tuple[str, ...]
    ) -> None:
        assert record.image is not None
        decision = Decision.model_validate(
            {
                "record_id": record.record_id,
                "image_sha256": record.image.sha256,
                "reviewer": self.reviewer,
                "time": self._clock.now().isoformat(timespec="milliseconds"),
                "adjudication": self.adjudicate,
                "decision": kind,
                "fracture": fracture,
                "findings": findings,
                "absent": absent,
            }
        )
        with self._lock:
            self._log.append(decision)

    def _standing(self) -> dict[str, Decision]:
        with self._lock:
            return {record: one for record, one in self._log.standing().items() if one.adjudication == self.adjudicate}

    def _record(self, place: int) -> PanelRecord:
        if not 0 <= place < len(self._queue):
            raise LookupError("no such panel")
        return self._records[self._queue[place]]

    def _shown_teacher(self, record: PanelRecord) -> Annotation | None:
        hidden = self._plan.blind and self._plan.is_double(record.record_id) and not self.adjudicate
        return None if hidden else self._teacher.get(record.record_id)


def require_reviewer(plan: ReviewPlan, reviewer: str, *, adjudicate: bool) -> None:
    """Refuse who is not in the plan, and who would adjudicate his own disagreements.

    Raises
    ------
    BadFile
        With the way out.
    """
    names = ", ".join(plan.reviewers)
    if adjudicate and reviewer in plan.reviewers:
        raise BadFile(path=reviewer, reason="has reviewed already", remedy=f"let somebody else than {names} adjudicate")
    if not adjudicate and reviewer not in plan.reviewers:
        raise BadFile(path=reviewer, reason="is not among the reviewers of this run", remedy=f"be one of {names}, or adjudicate")


def _sure(finding: Finding) -> Finding:
    return finding.replace(doubt=SURE)


def _answer(given: Annotation | Decision | None) -> dict[str, Any]:
    if given is None:
        return {}
    shown = given.model_dump(mode="json", include={"fracture", "findings", "absent", "name"})
    return shown | ({"decision": given.decision} if isinstance(given, Decision) else {})
