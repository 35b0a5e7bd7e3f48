"""A general model behind an OpenAI-compatible server."""

from hashlib import sha256
from time import perf_counter
from typing import Any

from pydantic import ValidationError

from fractoscope.finetune.annotate.run.annotation_refused import AnnotationRefused
from fractoscope.finetune.annotate.transport.teacher_client import is_loopback, teacher_client, told_plainly
from fractoscope.finetune.evaluation.predictions.prediction import Prediction
from fractoscope.finetune.evaluation.readers.endpoint_prompt import VERSION, SeenFeatures, asked_features, instructions, request_body
from fractoscope.instruments.values import Frame


class EndpointReader:
    """Asks once a picture. What it answers outside the closed schema is a fault, and scored as saying nothing.

    Parameters
    ----------
    base_url
        With the version: `http://127.0.0.1:8000/v1`. The key comes from the environment (`OPENAI_API_KEY`).
    model
        As the server calls it.
    images_may_leave
        True allows a server on another computer.

    Raises
    ------
    AnnotationRefused
        If the server is elsewhere and pictures may not leave.
    TeacherRefused
        If it needs a key and there is none.
    """

    def __init__(self, base_url: str, model: str, *, images_may_leave: bool = False) -> None:
        if not images_may_leave and not is_loopback(base_url):
            raise AnnotationRefused(f"{base_url} is not on this computer, and pictures may not leave it; allow it with --images-may-leave")
        self._client = teacher_client(base_url)
        self._url, self._model = base_url, model

    @property
    def features(self) -> tuple[str, ...]:
        """What it is asked for."""
        return asked_features()

    def identity(self) -> dict[str, Any]:
        """Return server, model and the version of the prompt."""
        prompt = f"{VERSION}+{sha256(instructions().encode()).hexdigest()[:12]}"
        return {"name": self._model, "endpoint": self._url, "model": self._model, "prompt": prompt}

    def read(self, row_id: str, frame: Frame) -> Prediction:
        """Return what the model says.

        Raises
        ------
        TeacherUnreachable, TeacherRefused
            If the server is not there, has trouble or refuses; what was read before is kept.
        """
        started = perf_counter()
        with told_plainly(f"picture {row_id}"):
            completion = self._client.chat.completions.create(**request_body(frame, self._model))
        choice = completion.choices[0] if completion.choices else None
        return read_words(row_id, (choice.message.content if choice else None) or "", perf_counter() - started)


def read_words(row_id: str, words: str, seconds: float) -> Prediction:
    """Return the prediction that an answer stands for; a feature named twice counts once, at its first place.

    Probabilities are kept where the model gave one. For what it did not name it gave none.
    """
    try:
        answer = SeenFeatures.model_validate_json(words)
    except ValidationError:
        return Prediction(id=row_id, fault="not in the schema" if words else "no answer", seconds=seconds)
    named: dict[str, float | None] = {}
    for entry in answer.present:
        named.setdefault(entry.feature, entry.probability)
    if strangers := set(named) - set(asked_features()):
        return Prediction(id=row_id, fault=f"features outside the schema ({len(strangers)})", seconds=seconds)
    given = {name: value for name, value in named.items() if value is not None}
    return Prediction(id=row_id, said=tuple(named), probabilities=given, seconds=seconds)
