"""Facility files: found, read and refused."""

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.facility.facility import Facility
from fractoscope.instruments.facility.facility_rules import FacilityRules
from fractoscope.instruments.facility.file_fault import file_fault
from fractoscope.instruments.values import FacilityIdentity

VARIABLE = "FRACTOSCOPE_FACILITY"
"""Environment variable that names the file for every instrument server of a computer, those that sessions start included."""


def find_facility(named: Path | None, environment: Mapping[str, str]) -> Facility:
    """Return the facility that is in force: of the file that the command line names, else of the environment's, else none.

    Raises
    ------
    BadFile
        If that file cannot be used. A file that is named and missing is never passed over.
    """
    if named is not None:
        return read_facility(named)
    text = environment.get(VARIABLE, "")
    if not text:
        return Facility()
    path = Path(text)
    if not path.is_absolute():
        # A session starts its server in the mission's folder, where anybody could lay a file of that name.
        raise BadFile(path=text, reason=f"{VARIABLE} is not an absolute path", remedy="name the facility file from the root on")
    return read_facility(path)


def read_facility(path: Path) -> Facility:
    """Read and validate a facility file.

    Raises
    ------
    BadFile
        Naming file, key, value and what is accepted.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = f"cannot be read as a facility file ({error.strerror or error})"
        raise BadFile(path=str(path), reason=reason, remedy="give the path of a facility file, or none") from error
    try:
        rules = FacilityRules.model_validate(tomllib.loads(content.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise BadFile(path=str(path), reason="is not UTF-8 text", remedy="save it as a UTF-8 TOML file") from error
    except tomllib.TOMLDecodeError as error:
        raise BadFile(path=str(path), reason=f"is not valid TOML ({error})", remedy="correct that line") from error
    except ValidationError as error:
        raise BadFile(path=str(path), **file_fault(error, FacilityRules)) from error
    return Facility(rules=rules, identity=FacilityIdentity(path=str(path.absolute()), sha256=hashlib.sha256(content).hexdigest()))
