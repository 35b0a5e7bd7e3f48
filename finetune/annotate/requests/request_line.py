"""One line of a file of requests."""

import json
from base64 import b64encode
from typing import Any, Final

from fractoscope.finetune.annotate.prompt import answer_schema, instructions
from fractoscope.finetune.annotate.prompt.answer_schema import NAME
from fractoscope.finetune.annotate.requests.panel_question import PanelQuestion
from fractoscope.finetune.annotate.run.annotation_settings import AnnotationSettings

ENDPOINT: Final = "/v1/chat/completions"


def request_body(question: PanelQuestion, picture: bytes, settings: AnnotationSettings) -> dict[str, Any]:
    """Return the body of a chat completion: instructions, then the words as one JSON object, then the picture."""
    address = f"data:image/jpeg;base64,{b64encode(picture).decode()}"
    return {
        "model": settings.model,
        "messages": [
            {"role": "system", "content": instructions()},
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": question.words.shown},
                    {"type": "image_url", "image_url": {"url": address}},
                ],
            },
        ],
        "response_format": {"type": "json_schema", "json_schema": {"name": NAME, "strict": True, "schema": answer_schema()}},
        "max_completion_tokens": settings.answer_tokens,
    }


def request_line(question: PanelQuestion, picture: bytes, settings: AnnotationSettings) -> bytes:
    """Return the line, in the form of the OpenAI Batch API, which `vllm run-batch` reads too."""
    line = {"custom_id": question.id, "method": "POST", "url": ENDPOINT, "body": request_body(question, picture, settings)}
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"
