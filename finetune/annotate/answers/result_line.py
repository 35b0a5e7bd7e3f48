"""Lines of a file of results."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fractoscope.finetune.annotate.answers.unusable_answer import UnusableAnswer
from fractoscope.instruments.errors import BadFile

OK = 200
TOO_MANY, SERVER_FAULT = 429, 500
REFUSAL_REASONS = {"content_filter"}


@dataclass(frozen=True)
class Result:
    """What came back for one request.

    Attributes
    ----------
    id
        The request's.
    status
        HTTP status; 0 where the server never looked at it.
    body
        Of the answer.
    error
        Code of what went wrong, such as "batch_expired"; empty if nothing did.
    """

    id: str
    status: int
    body: dict[str, Any]
    error: str = ""

    @property
    def usage(self) -> tuple[int, int]:
        """Tokens that were read and written, as the server counts them; 0 where it does not say."""
        usage = self.body.get("usage")
        if not isinstance(usage, dict):
            return 0, 0
        return _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))

    @property
    def model(self) -> str:
        """Name of the model as the server gave it."""
        return str(self.body.get("model") or "")

    def text(self) -> str:
        """Return what the teacher wrote.

        Raises
        ------
        UnusableAnswer
            If it wrote nothing, refused, or was cut off.
        """
        if self.status != OK:
            if self.error and self.status == 0:
                raise UnusableAnswer(self.error.replace("_", " "), again=True)
            again = self.status == TOO_MANY or self.status >= SERVER_FAULT or self.status == 0
            raise UnusableAnswer(f"status {self.status}", again=again)
        try:
            choice = self.body["choices"][0]
            message, finish = choice["message"], choice.get("finish_reason")
            content, refusal = message.get("content"), message.get("refusal")
        except (KeyError, IndexError, TypeError, AttributeError):
            raise UnusableAnswer("no chat completion", again=True) from None
        if refusal or finish in REFUSAL_REASONS:
            # The same question would be refused again, and paid for again.
            raise UnusableAnswer("refused", again=False)
        if finish == "length":
            raise UnusableAnswer("cut off", again=True)
        if not isinstance(content, str) or not content:
            raise UnusableAnswer("empty", again=True)
        return content


def parse_result(line: bytes) -> Result:
    """Return a result from its line. Raises ValueError if it is none."""
    data = json.loads(line)
    response, error = data.get("response") or {}, data.get("error") or {}
    body = response.get("body")
    return Result(
        id=str(data["custom_id"]),
        status=_count(response.get("status_code")),
        body=body if isinstance(body, dict) else {},
        error=str(error.get("code") or error.get("message") or "") if isinstance(error, dict) else str(error),
    )


def read_results(path: Path, *, growing: bool = False) -> Iterator[Result]:
    """Yield the results of a file.

    Parameters
    ----------
    path
        A file of output lines, as the OpenAI Batch API and `vllm run-batch` write them.
    growing
        True for a file that a killed process may have left in the middle of its last line, which is then passed over.

    Raises
    ------
    BadFile
        If a line is no result.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip() or (growing and not line.endswith(b"\n")):
                continue
            try:
                yield parse_result(line)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                remedy = "put the whole output file of the batch there, or remove it to have it fetched again"
                raise BadFile(path=str(path), reason=f"line {number} is no result of a request", remedy=remedy) from error


def _count(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0
