"""From a teacher's words to an annotation."""

from collections import Counter
from dataclasses import dataclass, field
from math import radians

from pydantic import ValidationError

from fractoscope.finetune.annotate.answers.result_line import Result
from fractoscope.finetune.annotate.answers.teacher_answer import PresentFeature, TeacherAnswer
from fractoscope.finetune.annotate.answers.unusable_answer import UnusableAnswer
from fractoscope.finetune.annotate.answers.verbatim import is_verbatim
from fractoscope.finetune.annotate.records import Annotation, Finding
from fractoscope.finetune.annotate.requests.panel_question import PanelQuestion
from fractoscope.model.taxonomy import Group, load_taxonomy

DOUBTFUL = 0.5
"""Least doubt of a finding with a fault: a quote that is not in the text, or a contradiction in the answer."""
FRACTURE = {"yes": True, "no": False, "unknown": None}


@dataclass
class AnswerNotes:
    """Faults that answers had and that were put right, counted: see `read_answer`."""

    counts: Counter[str] = field(default_factory=Counter)


def read_answer(question: PanelQuestion, result: Result, prompt_version: str, notes: AnswerNotes) -> Annotation:
    """Return the annotation of the question's first record.

    What is put right, and counted in `notes`:

    - a quote that does not stand in the words shown is dropped, and the finding's doubt is at least 0.5;
    - a finding that rests on words alone and has no quote left is dropped: nothing supports it;
    - a feature named twice is taken once, with the lower doubt;
    - a feature both present and absent is present, with a doubt of at least 0.5;
    - morphology in a panel that is said to show no fracture gets a doubt of at least 0.5.

    Parameters
    ----------
    question
        What was asked.
    result
        What came back.
    prompt_version
        Of the prompt.
    notes
        Takes the counts.

    Raises
    ------
    UnusableAnswer
        If there is no answer in the form of the schema, or it names a feature that the taxonomy does not have.
    """
    raw = result.text()
    try:
        answer = TeacherAnswer.model_validate_json(raw)
    except ValidationError as error:
        raise UnusableAnswer("not in the schema", again=True) from error
    findings = _findings(answer, question, notes)
    order = load_taxonomy().ids
    absent = set(answer.absent)
    for name in absent & findings.keys():
        notes.counts["present and absent"] += 1
        findings[name] = _doubted(findings[name])
    return Annotation(
        record_id=question.record_ids[0],
        image_sha256=question.image.sha256,
        annotator="teacher",
        name=result.model,
        prompt_version=prompt_version,
        text_sha256=question.words.sha256,
        request_id=question.id,
        fracture=FRACTURE[answer.fracture],
        findings=tuple(findings[name] for name in order if name in findings),
        absent=tuple(name for name in order if name in absent and name not in findings),
        raw=raw,
    )


def _findings(answer: TeacherAnswer, question: PanelQuestion, notes: AnswerNotes) -> dict[str, Finding]:
    findings: dict[str, Finding] = {}
    for present in answer.present:
        finding = _finding(present, question.words.sources, notes)
        if finding is None:
            continue
        if answer.fracture == "no" and load_taxonomy().feature(finding.feature).group is Group.MORPHOLOGY:
            notes.counts["morphology without fracture"] += 1
            finding = _doubted(finding)
        known = findings.get(finding.feature)
        if known is not None:
            notes.counts["named twice"] += 1
        if known is None or finding.doubt < known.doubt:
            findings[finding.feature] = finding
    return findings


def _finding(present: PresentFeature, sources: tuple[str, ...], notes: AnswerNotes) -> Finding | None:
    quotes = tuple(dict.fromkeys(quote for quote in present.quotes if is_verbatim(quote, sources)))
    false = sum(not is_verbatim(quote, sources) for quote in present.quotes)
    notes.counts["quote not in the text"] += false
    if present.basis == "text" and not quotes:
        notes.counts["words without a quote"] += 1
        return None
    finding = Finding(
        feature=present.feature,
        doubt=present.doubt,
        basis="image" if not quotes else present.basis,
        quotes=quotes,
        direction=None if present.direction_degrees is None else radians(present.direction_degrees),
    )
    return _doubted(finding) if false else finding


def _doubted(finding: Finding) -> Finding:
    return finding.replace(doubt=max(finding.doubt, DOUBTFUL))
