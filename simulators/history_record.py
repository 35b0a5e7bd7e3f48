"""A specimen's history as JSON values, and back."""

from dataclasses import asdict
from typing import Any

from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_stage import CrackStage
from fractoscope.simulators.specimen.defect import Defect

_METRES = {"start": "start_m", "end": "end_m", "x": "x_m", "y": "y_m", "size": "size_m"}


def history_to_dict(history: CrackHistory) -> dict[str, Any]:
    """Return a history as JSON values, lengths in metres under names that say so."""
    return {
        "cause": history.cause,
        "stages": [_renamed(asdict(stage), _METRES) for stage in history.stages],
        "defects": [_renamed(asdict(defect), _METRES) for defect in history.defects],
    }


def history_from_dict(values: dict[str, Any]) -> CrackHistory:
    """Return the history that `history_to_dict` wrote."""
    plain = {written: name for name, written in _METRES.items()}
    stages = tuple(CrackStage(**_renamed(stage, plain)) for stage in values["stages"])
    return CrackHistory(values["cause"], stages, tuple(Defect(**_renamed(defect, plain)) for defect in values["defects"]))


def _renamed(values: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in values.items()}
