"""What is wrong in a file that a person wrote, as one line."""

from typing import Any, TypedDict, get_args

from pydantic import BaseModel, ValidationError


class FileFault(TypedDict):
    """The fields of a `BadFile` beside its path."""

    reason: str
    remedy: str


def file_fault(error: ValidationError, model: type[BaseModel]) -> FileFault:
    """Return the first fault: the dotted key with its value, and what is accepted there.

    Parameters
    ----------
    error
        Of a validation of `model`.
    model
        Tells which keys are accepted beside an unknown or missing one.
    """
    fault = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in fault["loc"]) or "the file"
    if fault["type"] == "extra_forbidden":
        return {
            "reason": f"{key} = {fault['input']!r} is no key of a facility file",
            "remedy": f"accepted there: {', '.join(_keys(model, fault['loc'][:-1]))}",
        }
    if fault["type"] == "missing" and isinstance(fault["loc"][-1], int):
        return {"reason": f"{key.rpartition('.')[0]} = {fault['input']!r} is too short", "remedy": "give both numbers, the lowest first"}
    if fault["type"] == "missing":
        return {"reason": f"{key} is missing", "remedy": f"add it; needed and accepted there: {', '.join(_keys(model, fault['loc'][:-1]))}"}
    text = fault["msg"].removeprefix("Value error, ")
    shown = "" if isinstance(fault["input"], dict) else f" = {fault['input']!r}"
    return {"reason": f"{key}{shown} cannot be used", "remedy": text[0].lower() + text[1:]}


def _keys(model: Any, place: tuple[int | str, ...]) -> list[str]:
    for part in place:
        if isinstance(part, str):
            annotation = model.model_fields[part].annotation
            model = next(kind for kind in (annotation, *get_args(annotation)) if hasattr(kind, "model_fields"))
    return list(model.model_fields)
