"""The last word on every panel: a person's before the teacher's."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from fractoscope.finetune.annotate.records import Annotation, Finding
from fractoscope.finetune.annotate.review.decision import Decision
from fractoscope.finetune.annotate.review.decision_log import all_standing
from fractoscope.instruments.errors import BadFile


def teacher_labels(folder: Path) -> dict[str, Annotation]:
    """Return the teacher's annotations of a run by record.

    Raises
    ------
    BadFile
        If there are none, or a line is none.
    """
    shards = sorted(folder.glob("annotations-*.jsonl"))
    if not shards:
        raise BadFile(path=str(folder), reason="no annotations in it", remedy="make them with `fractoscope dataset annotate`")
    labels: dict[str, Annotation] = {}
    for shard in shards:
        for number, line in enumerate(shard.read_bytes().splitlines(), 1):
            try:
                annotation = Annotation.model_validate_json(line)
            except ValidationError as error:
                raise BadFile(path=str(shard), reason=f"line {number} is no annotation", remedy="annotate again") from error
            labels[annotation.record_id] = annotation
    return labels


def merged_labels(folder: Path) -> dict[str, Annotation]:
    """Return one annotation a record of a run of annotating.

    An adjudication counts most, then what reviewers said, then the teacher. Where two reviewers differ and nobody has adjudicated,
    what both say stands and the rest is unknown; a panel that one of them rejects is rejected. Rejected panels are in the result, so
    that curating can count them.

    Raises
    ------
    BadFile
        If a file is not what it should be.
    """
    labels = teacher_labels(folder)
    given: dict[str, list[Decision]] = {}
    for own in all_standing(folder).values():
        for record, decision in own.items():
            given.setdefault(record, []).append(decision)
    return labels | {record: _settled(decisions) for record, decisions in given.items()}


def _settled(decisions: Sequence[Decision]) -> Annotation:
    adjudications = sorted((one for one in decisions if one.adjudication), key=lambda one: one.time)
    if adjudications:
        return adjudications[-1].annotation()
    rejected = next((one for one in decisions if one.decision == "rejected"), None)
    if rejected is not None:
        return rejected.annotation()
    answers = [one.annotation() for one in decisions]
    if len(answers) == 1:
        return answers[0]
    first = answers[0]
    findings = [_doubtful([_of(answer, finding.feature) for answer in answers]) for finding in first.findings]
    kinds = {answer.decision for answer in answers}
    return first.replace(
        name="+".join(sorted(answer.name for answer in answers)),
        fracture=first.fracture if len({answer.fracture for answer in answers}) == 1 else None,
        findings=tuple(finding for finding in findings if finding is not None),
        absent=tuple(name for name in first.absent if all(name in answer.absent for answer in answers)),
        decision=first.decision if len(kinds) == 1 else "corrected",
    )


def _of(answer: Annotation, feature: str) -> Finding | None:
    return next((finding for finding in answer.findings if finding.feature == feature), None)


def _doubtful(findings: Sequence[Finding | None]) -> Finding | None:
    """Return the most doubtful of what several people found, or None if one of them did not find it."""
    found = [finding for finding in findings if finding is not None]
    return max(found, key=lambda finding: finding.doubt) if len(found) == len(findings) else None
