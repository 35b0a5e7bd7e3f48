"""What of an error may reach a page."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

LONGEST = 500
"""Characters of one fault in a request."""


def text_within(root: Path, text: str) -> str:
    """Return a text in which paths begin at the folder that the console was opened on: where that lies is nobody's business."""
    for name in {str(root), root.as_posix()}:
        text = text.replace(f"{name}\\", "").replace(f"{name}/", "").replace(name, root.name)
    return text


def fault_text(fault: Mapping[str, Any]) -> dict[str, str]:
    """Return where a request is wrong and why, as text that every encoding takes.

    Parameters
    ----------
    fault
        As pydantic tells it: `loc` and `msg` among others.
    """
    where = ".".join(str(part) for part in fault["loc"])
    return {"where": _plain(where), "what": _plain(str(fault["msg"]))}


def _plain(text: str) -> str:
    return text[:LONGEST].encode("utf-8", "backslashreplace").decode("utf-8")
