"""The closed form of a teacher's answer."""

from functools import cache
from typing import Any

from fractoscope.model.taxonomy import load_taxonomy

NAME = "panel_labels"


@cache
def answer_schema() -> dict[str, Any]:
    """Return the JSON schema: features are an enumeration of the taxonomy's identifiers, and nothing is optional.

    Only keywords that strict structured output accepts everywhere are used, so bounds of numbers and uniqueness are checked when the
    answer is read.
    """
    feature = {"type": "string", "enum": list(load_taxonomy().ids)}
    finding = _object(
        {
            "feature": feature,
            "doubt": {"type": "number", "description": "0 is sure, 1 is a guess"},
            "basis": {"type": "string", "enum": ["image", "text", "both"]},
            "quotes": {"type": "array", "items": {"type": "string"}},
            "direction_degrees": {"type": ["number", "null"]},
        }
    )
    return _object(
        {
            "fracture": {"type": "string", "enum": ["yes", "no", "unknown"]},
            "present": {"type": "array", "items": finding},
            "absent": {"type": "array", "items": feature},
        }
    )


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
