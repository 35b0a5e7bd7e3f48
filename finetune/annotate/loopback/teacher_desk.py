"""Answering requests, and counting which were paid."""

import json
import threading
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fractoscope.finetune.annotate.cost.estimate import CHARACTERS
from fractoscope.finetune.annotate.loopback.answer_noise import AnswerNoise, noisy_answer
from fractoscope.finetune.annotate.loopback.known_truth import PictureTruth
from fractoscope.finetune.annotate.loopback.mishaps import Mishaps

PAID = "paid.jsonl"
PICTURE_TOKENS = 400
MODEL = "loopback-teacher"
OK, TOO_BUSY, SERVER_FAULT = 200, 429, 500


class TeacherDesk:
    """Answers from truth.

    Parameters
    ----------
    truths
        By the first part of a request's id.
    folder
        Keeps what was paid, over restarts.
    noise, mishaps
        Errors in answers; requests that go wrong.
    latency
        Seconds that an answer takes.
    """

    def __init__(
        self,
        truths: Mapping[str, PictureTruth],
        folder: Path,
        noise: AnswerNoise | None = None,
        mishaps: Mishaps | None = None,
        latency: float = 0.0,
    ) -> None:
        self._truths, self._folder, self._latency = truths, folder, latency
        self._noise, self._mishaps = noise or AnswerNoise(), mishaps or Mishaps()
        self._lock = threading.Lock()
        self._attempts: Counter[str] = Counter()
        folder.mkdir(parents=True, exist_ok=True)
        for line in self._paid_lines():
            self._attempts[str(line["id"])] += 1

    @property
    def mishaps(self) -> Mishaps:
        """What goes wrong."""
        return self._mishaps

    def paid(self) -> Counter[str]:
        """Return how often each request was paid for: an answer that was written, whatever was in it."""
        return Counter(str(line["id"]) for line in self._paid_lines() if line["paid"])

    def answer(self, request: str, body: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        """Return status and body for a chat completion."""
        if self._latency:
            time.sleep(self._latency)
        with self._lock:
            self._attempts[request] += 1
            kind = self._mishaps.of(request, self._attempts[request])
            paid = kind not in {"too_busy", "server_fault"}
            with (self._folder / PAID).open("ab") as file:
                file.write(json.dumps({"id": request, "paid": paid}).encode() + b"\n")
        if not paid:
            status = TOO_BUSY if kind == "too_busy" else SERVER_FAULT
            return status, {"error": {"message": kind.replace("_", " "), "code": kind, "type": kind}}
        return OK, self._completion(request, body, kind)

    def _completion(self, request: str, body: Mapping[str, Any], kind: str) -> dict[str, Any]:
        words = _words(body)
        answer = noisy_answer(self._truths.get(request.partition("-")[0]), request, _texts(words), self._noise)
        if kind == "not_in_schema":
            answer = {**answer, "absent": ["cold_shut"]}
        text = json.dumps(answer)
        read = len(words) // CHARACTERS + PICTURE_TOKENS
        message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": None}
        if kind == "refused":
            message = {"role": "assistant", "content": None, "refusal": "this is not answered"}
        elif kind == "cut_off":
            message["content"] = text[: len(text) // 2]
        return {
            "id": f"chatcmpl-{request}",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": MODEL,
            "choices": [{"index": 0, "message": message, "finish_reason": "length" if kind == "cut_off" else "stop", "logprobs": None}],
            "usage": {
                "prompt_tokens": read,
                "completion_tokens": len(text) // CHARACTERS,
                "total_tokens": read + len(text) // CHARACTERS,
            },
        }

    def _paid_lines(self) -> list[dict[str, Any]]:
        path = self._folder / PAID
        return [json.loads(line) for line in path.read_bytes().splitlines()] if path.is_file() else []


def _words(body: Mapping[str, Any]) -> str:
    """Return the text parts of what the user says."""
    parts = body["messages"][-1]["content"]
    return "\n".join(part["text"] for part in parts if part["type"] == "text")


def _texts(words: str) -> list[str]:
    shown = json.loads(words)
    return [text for text in (shown["caption_of_this_panel"], shown["caption_of_all_panels"], *shown["excerpts"]) if text]
