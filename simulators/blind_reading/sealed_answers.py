"""Answers in a file that nobody reads by accident."""

import base64
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fractoscope.instruments.errors import BadFile

FILE = "answers.sealed"


def seal(folder: Path, answers: Mapping[str, Any]) -> None:
    """Write answers, compressed and in letters that tell nothing to the eye; it is a seal, not a lock."""
    packed = zlib.compress(json.dumps(answers, sort_keys=True).encode("utf-8"), 9)
    (folder / FILE).write_bytes(base64.encodebytes(packed))


def unseal(folder: Path) -> dict[str, Any]:
    """Return the answers that `seal` wrote.

    Raises
    ------
    BadFile
        If there are none, or the file is damaged.
    """
    file = folder / FILE
    try:
        answers = json.loads(zlib.decompress(base64.decodebytes(file.read_bytes())))
    except FileNotFoundError:
        raise BadFile(path=str(file), reason="there are no answers", remedy="name a folder that `twin surveys` wrote") from None
    except (ValueError, zlib.error):
        raise BadFile(path=str(file), reason="the answers are damaged", remedy="render the surveys again and read them anew") from None
    if not isinstance(answers, dict):
        raise BadFile(path=str(file), reason="the answers are damaged", remedy="render the surveys again and read them anew")
    return answers
