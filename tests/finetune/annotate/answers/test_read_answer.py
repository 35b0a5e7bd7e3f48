"""From a teacher's words to an annotation."""

import json
from math import pi
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.finetune.annotate.answers import AnswerNotes, Result, UnusableAnswer, read_answer, read_results
from fractoscope.finetune.annotate.answers.verbatim import is_verbatim
from fractoscope.finetune.annotate.records import Annotation
from fractoscope.finetune.annotate.requests import PanelQuestion, questions_of
from fractoscope.finetune.annotate.run.annotation_settings import AnnotationSettings
from fractoscope.finetune.mine.records import PanelRecord
from fractoscope.instruments.errors import BadFile
from fractoscope.model.taxonomy import load_taxonomy

IDS = load_taxonomy().ids


@pytest.fixture(scope="module")
def question(panels: tuple[Path, list[PanelRecord]]) -> PanelQuestion:
    return next(iter(questions_of(panels[1], AnnotationSettings(model="m")).values()))


def finding(feature: str = "gas_pore", **changes: Any) -> dict[str, Any]:
    return {"feature": feature, "doubt": 0.1, "basis": "image", "quotes": [], "direction_degrees": None, **changes}


def completion(content: str | None, finish: str = "stop", refusal: str | None = None) -> dict[str, Any]:
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return {"model": "m-2026", "choices": [{"message": message, "finish_reason": finish}], "usage": {"prompt_tokens": 5}}


def read(question: PanelQuestion, answer: dict[str, Any]) -> tuple[Annotation, dict[str, int]]:
    notes = AnswerNotes()
    body = completion(json.dumps({"fracture": "yes", "present": [], "absent": [], **answer}))
    annotation = read_answer(question, Result(question.id, 200, body), "v", notes)
    return annotation, {name: count for name, count in notes.counts.items() if count}


def test_a_clean_answer_becomes_an_annotation_in_taxonomy_order(question: PanelQuestion):
    """Pins labels that lose their quotes, their direction or the hashes by which they can be checked."""
    quote = "equiaxed  DIMPLES in the centre"
    present = [finding("river_pattern", direction_degrees=90), finding("equiaxed_dimples", basis="both", quotes=[quote])]
    annotation, faults = read(question, {"present": present, "absent": ["gas_pore", "inclusion"]})
    assert faults == {}
    assert [one.feature for one in annotation.findings] == ["equiaxed_dimples", "river_pattern"]
    assert annotation.findings[0].quotes == (quote,)
    assert annotation.findings[1].direction == pytest.approx(pi / 2)
    assert annotation.absent == tuple(name for name in IDS if name in {"gas_pore", "inclusion"})
    assert (annotation.name, annotation.request_id, annotation.text_sha256) == ("m-2026", question.id, question.words.sha256)


@pytest.mark.parametrize(
    ("answer", "fault", "kept", "doubt"),
    [
        ({"present": [finding(basis="both", quotes=["never written"])]}, "quote not in the text", ["gas_pore"], 0.5),
        ({"present": [finding(basis="text", quotes=["never written"])]}, "words without a quote", [], None),
        ({"present": [finding(basis="text")]}, "words without a quote", [], None),
        ({"present": [finding(doubt=0.4), finding(doubt=0.2)]}, "named twice", ["gas_pore"], 0.2),
        ({"present": [finding()], "absent": ["gas_pore"]}, "present and absent", ["gas_pore"], 0.5),
        ({"fracture": "no", "present": [finding()]}, "morphology without fracture", ["gas_pore"], 0.5),
    ],
)
def test_faults_are_put_right_and_counted(question: PanelQuestion, answer: dict, fault: str, kept: list[str], doubt: float | None):
    """Pins evidence that nobody wrote, and contradictions that pass as sure labels."""
    annotation, faults = read(question, answer)
    assert faults[fault] == 1
    assert [one.feature for one in annotation.findings] == kept
    assert [one.doubt for one in annotation.findings] == ([] if doubt is None else [doubt])
    assert "gas_pore" not in annotation.absent


@pytest.mark.parametrize(
    "content",
    [
        "no JSON",
        '{"fracture": "yes", "present": [], "absent": []} and more',
        json.dumps({"fracture": "perhaps", "present": [], "absent": []}),
        json.dumps({"fracture": "yes", "present": [finding("cold_shut")], "absent": []}),
        json.dumps({"fracture": "yes", "present": [], "absent": ["cold_shut"]}),
        json.dumps({"fracture": "yes", "present": [finding(doubt=1.5)], "absent": []}),
        json.dumps({"fracture": "yes", "present": [finding(doubt="0.1")], "absent": []}),
        json.dumps({"fracture": "yes", "present": [], "absent": [], "mode": "fatigue"}),
        json.dumps({"fracture": "yes", "present": []}),
    ],
)
def test_what_is_not_in_the_schema_is_asked_again(question: PanelQuestion, content: str):
    """Pins a server that does not hold its model to the schema: an injected field or feature must never become a label."""
    with pytest.raises(UnusableAnswer, match="not in the schema") as caught:
        read_answer(question, Result(question.id, 200, completion(content)), "v", AnswerNotes())
    assert caught.value.again


@pytest.mark.parametrize(
    ("result", "reason", "again"),
    [
        (Result("x", 200, completion(None, refusal="no")), "refused", False),
        (Result("x", 200, completion("", finish="content_filter")), "refused", False),
        (Result("x", 200, completion('{"fra', finish="length")), "cut off", True),
        (Result("x", 200, completion("")), "empty", True),
        (Result("x", 200, {"choices": []}), "no chat completion", True),
        (Result("x", 500, {}), "status 500", True),
        (Result("x", 429, {}), "status 429", True),
        (Result("x", 400, {}), "status 400", False),
        (Result("x", 0, {}, "batch_expired"), "batch expired", True),
    ],
)
def test_each_way_to_get_no_answer_is_told_apart(question: PanelQuestion, result: Result, reason: str, again: bool):
    """Pins a refusal that is paid for again and again, and a busy server that is given up."""
    with pytest.raises(UnusableAnswer) as caught:
        read_answer(question, result, "v", AnswerNotes())
    assert (caught.value.reason, caught.value.again) == (reason, again)


@given(st.text(min_size=1), st.data())
def test_every_part_of_a_text_with_a_letter_is_verbatim(text: str, data: st.DataObject):
    """Pins quotes that are thrown away although they were copied exactly."""
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    if any(sign.isascii() and sign.isalnum() for sign in part):
        assert is_verbatim(part, [text])
    assert not is_verbatim(f"{text}x never written", [text])


def test_a_quote_may_not_run_from_one_text_into_another():
    """Pins evidence that is glued together from caption and excerpt."""
    assert not is_verbatim("dimples fatigue", ["some dimples", "fatigue test"])
    assert is_verbatim("river‑pattern", ["A river-pattern is seen"])
    assert not is_verbatim("...", ["A ... B"])


def test_a_line_that_is_no_result_is_named(tmp_path: Path):
    """Pins a result file of something else that is taken for a file without answers."""
    path = tmp_path / "results.jsonl"
    path.write_text('{"custom_id": "a", "response": {"status_code": 500, "body": "no"}, "error": null}\n{"x": 1}\n', "utf-8")
    with pytest.raises(BadFile, match="line 2 is no result"):
        list(read_results(path))
