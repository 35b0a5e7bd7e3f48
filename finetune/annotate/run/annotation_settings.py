"""What a run of annotating is asked to do."""

from pydantic import Field

from fractoscope.finetune.annotate.prompt.teacher_prompt import prompt_version
from fractoscope.instruments.values.frozen_value import FrozenValue

SHARD_BYTES, SHARD_REQUESTS = 200_000_000, 50_000
"""Most that the OpenAI Batch API takes in one file."""


class AnnotationSettings(FrozenValue):
    """Settings that decide what is asked; one folder keeps to one set of them.

    Attributes
    ----------
    model
        As the server names it.
    edge
        Longest side of the picture that is sent (px).
    quality
        Of its JPEG.
    longest_text
        Characters of caption and excerpts that are shown at most.
    answer_tokens
        Most tokens of an answer, reasoning included.
    attempts
        How often a request is sent at most.
    shard_bytes, shard_requests
        Most of one file of requests.
    prompt_version
        Of the prompt in this version of the program.
    """

    model: str = Field(min_length=1)
    edge: int = Field(default=1024, ge=64, le=4096)
    quality: int = Field(default=85, ge=1, le=95)
    longest_text: int = Field(default=8_000, ge=200)
    answer_tokens: int = Field(default=4_000, ge=100)
    attempts: int = Field(default=4, ge=1, le=20)
    shard_bytes: int = Field(default=SHARD_BYTES, gt=0, le=SHARD_BYTES)
    shard_requests: int = Field(default=SHARD_REQUESTS, gt=0, le=SHARD_REQUESTS)
    prompt_version: str = Field(default_factory=prompt_version)
