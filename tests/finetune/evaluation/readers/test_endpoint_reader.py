"""A general model behind a server."""

import json
from collections.abc import Iterator

import pytest
from fastapi import FastAPI, Request

from fractoscope.finetune.annotate.loopback.serve_teacher import teacher_beside
from fractoscope.finetune.annotate.run.annotation_refused import AnnotationRefused
from fractoscope.finetune.annotate.transport.teacher_error import TeacherUnreachable
from fractoscope.finetune.evaluation.readers.endpoint_prompt import asked_features
from fractoscope.finetune.evaluation.readers.endpoint_reader import EndpointReader, read_words
from tests.finetune.evaluation.conftest import DIMPLES, RIVERS, MakeBenchmark


def words(*entries: tuple[str, float | None]) -> str:
    return json.dumps({"present": [{"feature": name, "probability": value} for name, value in entries]})


def test_what_a_model_gave_no_probability_for_has_none():
    """Pins missing probabilities read as 0, and a feature named twice counted twice."""
    prediction = read_words("a", words((RIVERS, None), (DIMPLES, 0.9), (RIVERS, 0.2)), 1.0)
    assert prediction.said == (RIVERS, DIMPLES) and prediction.probabilities == {DIMPLES: 0.9} and not prediction.fault


@pytest.mark.parametrize("text", ["", "dimples", "{}", words(("sparkles", 0.5)), words((DIMPLES, 7.0)), '{"present": [], "note": 1}'])
def test_an_answer_outside_the_schema_is_a_fault(text: str):
    """Pins free text being read generously: it counts as no answer."""
    prediction = read_words("a", text, 0.0)
    assert prediction.fault and not prediction.said


@pytest.fixture
def server() -> Iterator[tuple[str, list[dict]]]:
    """A server that sees dimples everywhere; yields its URL and what it was asked."""
    application, asked = FastAPI(), []

    @application.post("/v1/chat/completions")
    async def complete(request: Request) -> dict:
        asked.append(await request.json())
        message = {"role": "assistant", "content": words((DIMPLES, 0.9))}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        return {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}

    with teacher_beside(application) as url:
        yield url, asked


def test_a_model_is_shown_the_picture_and_never_the_caption(make_benchmark: MakeBenchmark, server: tuple[str, list[dict]]):
    """Pins labels that leak through words, and an open form of the answer."""
    benchmark = make_benchmark([{"present": (DIMPLES,), "caption": "a secret caption"}])
    reader = EndpointReader(server[0], "m")
    prediction = reader.read("row-0", benchmark.frame(benchmark.rows[0]))
    assert prediction.said == (DIMPLES,)
    body = server[1][0]
    assert "secret" not in json.dumps(body) and "data:image/png;base64," in json.dumps(body)
    schema = body["response_format"]["json_schema"]
    assert schema["strict"] and schema["schema"]["properties"]["present"]["items"]["properties"]["feature"]["enum"] == list(
        asked_features()
    )


def test_pictures_stay_on_this_computer_unless_allowed(make_benchmark: MakeBenchmark):
    """Pins pictures of a lab sent away by a URL alone, and a server that is not there."""
    with pytest.raises(AnnotationRefused, match="--images-may-leave"):
        EndpointReader("https://example.org/v1", "m")
    benchmark = make_benchmark([{"present": (DIMPLES,)}])
    with pytest.raises(TeacherUnreachable, match="row-0"):
        EndpointReader("http://127.0.0.1:9/v1", "m").read("row-0", benchmark.frame(benchmark.rows[0]))
