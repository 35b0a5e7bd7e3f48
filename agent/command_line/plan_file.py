"""Plans of actions as JSON files."""

import json
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from fractoscope.agent.command_line.input_error import InputError
from fractoscope.instruments.values import Action
from fractoscope.instruments.wire.sem_service import LONGEST_PLAN

_ACTION: TypeAdapter[Action] = TypeAdapter(Action)


def read_plan(path: Path) -> list[Action]:
    """Return the actions of a plan, in order.

    Raises
    ------
    InputError
        Naming file, step, key, value and what is accepted.
    """
    try:
        steps = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}); give the path of a plan, a JSON list of actions") from error
    except ValueError as error:
        raise InputError(f"{path}: is not a JSON file in UTF-8 ({error}); write a list of actions") from error
    if not isinstance(steps, list) or not steps:
        raise InputError(f"{path}: holds no plan; write a JSON list with at least one action, each an object with its kind")
    if len(steps) > LONGEST_PLAN:
        raise InputError(f"{path}: holds {len(steps)} steps; check at most {LONGEST_PLAN} at a time")
    return [_action(path, number, step) for number, step in enumerate(steps, start=1)]


def _action(path: Path, number: int, step: object) -> Action:
    try:
        return _ACTION.validate_python(step)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        # The first part of the place is the kind, which tells apart what the step could have been.
        key = ".".join(map(str, fault["loc"][1:] or fault["loc"]))
        shown = "" if isinstance(fault["input"], dict) else f" (got {fault['input']!r})"
        raise InputError(f"{path}: step {number}: {key + ': ' if key else ''}{fault['msg']}{shown}; correct the step") from error
