"""How many sides a reader told right."""

import json
from pathlib import Path
from typing import Any

from fractoscope.instruments.errors import BadFile
from fractoscope.simulators.blind_reading.sealed_answers import unseal
from fractoscope.simulators.blind_reading.sides import DIRECTIONS, INSIDE


def score_reading(folder: Path, reading: Path) -> dict[str, Any]:
    """Hold a reading against the answers.

    Parameters
    ----------
    folder
        As written by `render_surveys`.
    reading
        A JSON object from names of surveys to sides.

    Returns
    -------
    dict
        `right` of `surveys`, `by_chance` (what guesses drawn evenly from all sides would come to), and each survey's reading.

    Raises
    ------
    BadFile
        If the reading is not such an object, misses a survey, or names a side that there is not.
    """
    answers = unseal(folder)["answers"]
    named = _sides(reading, set(answers))
    each = [
        {"survey": name, "read": named[name], "right": named[name] in truth["right"], "family": truth["family"], "seed": truth["seed"]}
        for name, truth in answers.items()
    ]
    chance = sum(len(truth["right"]) for truth in answers.values()) / (len(DIRECTIONS) + 1)
    return {"right": sum(bool(one["right"]) for one in each), "surveys": len(each), "by_chance": chance, "each": each}


def _sides(file: Path, surveys: set[str]) -> dict[str, str]:
    remedy = "write a JSON object with a side for each survey: " + ", ".join((*DIRECTIONS, INSIDE))
    try:
        read = json.loads(file.read_text("utf-8"))
    except ValueError:
        raise BadFile(path=str(file), reason="it is not JSON", remedy=remedy) from None
    if not isinstance(read, dict):
        raise BadFile(path=str(file), reason="it is no JSON object", remedy=remedy)
    if missing := sorted(surveys - set(read)):
        raise BadFile(path=str(file), reason=f"it says nothing of {', '.join(missing)}", remedy=remedy)
    for name in sorted(surveys):
        if read[name] not in (*DIRECTIONS, INSIDE):
            raise BadFile(path=str(file), reason=f"{read[name]!r} of {name} is no side", remedy=remedy)
    return {name: str(read[name]) for name in surveys}
