"""A client of an OpenAI-compatible server."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fractoscope.finetune.annotate.transport.teacher_error import TeacherRefused, TeacherUnreachable

if TYPE_CHECKING:
    from openai import OpenAI

KEY = "OPENAI_API_KEY"
NO_KEY = "none"
"""Sent where the environment has no key: servers on loopback ask for none."""


def is_loopback(base_url: str) -> bool:
    """Return True if a server is on this computer."""
    host = urlsplit(base_url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def teacher_client(base_url: str, seconds: float = 600.0) -> "OpenAI":
    """Return a client that tries everything once: what is sent again is decided, and written down, by us.

    Parameters
    ----------
    base_url
        With the version: `http://127.0.0.1:8000/v1`.
    seconds
        Time that an answer may take.

    Raises
    ------
    TeacherRefused
        If a server elsewhere needs a key and there is none, or the library is not installed.
    """
    key = os.environ.get(KEY)
    if not key and not is_loopback(base_url):
        raise TeacherRefused(f"no key for {base_url}; set {KEY} in the environment")
    try:
        from openai import OpenAI
    except ModuleNotFoundError as error:
        raise TeacherRefused(f"talking to a teacher needs {error.name}, which is not installed; install fractoscope[annotate]") from error
    return OpenAI(api_key=key or NO_KEY, base_url=base_url, max_retries=0, timeout=seconds)


@contextmanager
def told_plainly(what: str) -> Iterator[None]:
    """Turn the library's errors into ours: one line with the way out."""
    import openai

    try:
        yield
    except openai.APIConnectionError as error:
        raise TeacherUnreachable(f"{what}: no connection to the teacher ({error}); start it or check --base-url, then run again") from error
    except openai.APIStatusError as error:
        text = " ".join(str(error.message).split())[:200]
        if error.status_code >= 500 or error.status_code == 429:
            raise TeacherUnreachable(f"{what}: the teacher has trouble (status {error.status_code}: {text}); run again later") from error
        remedy = "check key, model and --base-url, then run again"
        raise TeacherRefused(f"{what}: the teacher refuses (status {error.status_code}: {text}); {remedy}") from error
