"""Everything that is to go wrong, as a value and as a TOML file."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.values import FrozenValue
from fractoscope.simulators.faults.fault import Fault
from fractoscope.simulators.faults.fault_kind import FaultKind


class FaultPlan(FrozenValue):
    """Faults, in any order; several may strike one action.

    Attributes
    ----------
    faults
        In a file each is a table `[[faults]]`.
    """

    faults: tuple[Fault, ...] = ()


def read_fault_plan(file: Path) -> FaultPlan:
    """Read a plan.

    Raises
    ------
    BadFile
        If the file cannot be read, is no TOML, or holds a key or a value that a plan does not take.
    """
    try:
        return FaultPlan.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        reason = f"cannot be read ({error.strerror or error})"
        raise BadFile(path=str(file), reason=reason, remedy="give the path of a file of faults") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadFile(path=str(file), reason=f"is not valid TOML ({error})", remedy="correct it") from error
    except ValidationError as error:
        reason, remedy = _explain(error)
        raise BadFile(path=str(file), reason=reason, remedy=remedy) from error


def _explain(error: ValidationError) -> tuple[str, str]:
    """Return what is wrong with the first faulty key, and what is accepted there."""
    first = error.errors(include_url=False)[0]
    location = [part if isinstance(part, str) else str(part + 1) for part in first["loc"]]
    key = ".".join(location)
    if first["type"] == "extra_forbidden":
        accepted = FaultPlan.model_fields if len(location) == 1 else Fault.model_fields
        return f"{key}: unknown key", f"accepted here: {', '.join(accepted)}"
    if location[-1] == "kind":
        shown = "is missing" if first["type"] == "missing" else f"unknown fault {first['input']!r}"
        return f"{key}: {shown}", f"choose one of: {', '.join(FaultKind)}"
    return f"{key}: {first['msg'].removeprefix('Value error, ')}", "correct it"
