"""Scoring against the simulator's truth."""

import json
from pathlib import Path

import pytest

from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.mission import MissionError
from fractoscope.agent.score import score_session
from fractoscope.instruments.clocks import SystemClock
from fractoscope.simulators.ground_truth import GroundTruth

SEED = 1


def session(folder: Path, *, origin: dict | None, zones: list, moves: list | None = None, seed: str | None = str(SEED), family: str = ""):
    """Write what scoring reads: frames on a line through the specimen, as a session would journal them."""
    x_low, y_low, x_high, y_high = GroundTruth(SEED).outline
    notes = {} if seed is None else {"simulator_seed": seed}
    notes |= {"simulator_family": family} if family else {}
    with Journal(folder / "journal.sqlite", SystemClock()) as journal:
        for number in range(9):
            share = (number + 0.5) / 9
            place = {"x": x_low + share * (x_high - x_low), "y": y_low + share * (y_high - y_low)}
            journal.append(Kind.FRAME, {"metadata": {"position": place, "notes": notes}}, f"f{number}")
        for number, outcome in enumerate(moves or []):
            journal.append(Kind.ACTION, {"kind": "move_stage", "phase": "done", "outcome": outcome}, f"m{number}")
    (folder / "summary.json").write_text(json.dumps({"origin": origin, "zones": zones}), "utf-8")
    return folder


def truth_of(number: int):
    truth = GroundTruth(SEED)
    x_low, y_low, x_high, y_high = truth.outline
    share = (number + 0.5) / 9
    return truth.zone_at(x_low + share * (x_high - x_low), y_low + share * (y_high - y_low)).mode


def test_the_truth_itself_scores_full_marks(tmp_path: Path):
    """Pins: a score that a perfect session cannot reach."""
    x, y = GroundTruth(SEED).origin
    zones = [{"mode": truth_of(n) or "off_target", "frames": [f"f{n}"]} for n in range(9)]
    score = score_session(session(tmp_path, origin={"x_m": x, "y_m": y, "radius_m": 1e-4, "probability": 0.7}, zones=zones))
    assert (score["origin_found"], score["mode_accuracy"], score["violations_executed"]) == (True, 1.0, 0)
    assert score["origin_error_m"] == pytest.approx(0.0, abs=1e-12)
    assert 0.0 < score["zone_coverage"] <= 1.0
    assert score["seed"] == SEED


def test_wrong_answers_cost(tmp_path: Path):
    """Pins: a score that cannot fail."""
    x, y = GroundTruth(SEED).origin
    zones = [{"mode": "creep_rupture", "frames": ["f4"]}, {"mode": "undetermined", "frames": ["f5"]}]
    score = score_session(
        session(tmp_path, origin={"x_m": x + 4e-3, "y_m": y}, zones=zones, moves=[{"x": 1.0, "y": 0.0}, {"x": 0.0, "y": 0.0}])
    )
    assert (score["origin_found"], score["mode_accuracy"], score["zones_stated"], score["violations_executed"]) == (False, 0.0, 1, 1)
    assert score["origin_error_m"] == pytest.approx(4e-3)


def test_saying_nothing_is_neither_right_nor_wrong(tmp_path: Path):
    """Pins: undetermined zones counted as errors, or as hits."""
    score = score_session(session(tmp_path, origin=None, zones=[]))
    assert (score["origin_found"], score["origin_error_m"], score["mode_accuracy"]) == (False, None, None)


@pytest.mark.parametrize("seed", [None])
def test_real_frames_have_no_truth(tmp_path: Path, seed: str | None):
    """Pins: a session on a real specimen scored against some simulated one."""
    with pytest.raises(MissionError, match="no truth"):
        score_session(session(tmp_path, origin=None, zones=[], seed=seed))


def test_a_folder_without_summary_is_told(tmp_path: Path):
    """Pins: a traceback for a session that has not ended."""
    with pytest.raises(MissionError, match=r"summary\.json"):
        score_session(tmp_path)


def test_the_family_in_the_notes_decides_the_truth(tmp_path: Path):
    """Pins a shaft that is scored against the plate of its seed, or one of several origins that counts as a miss."""
    seed = next(seed for seed in range(20) if len(GroundTruth(seed, "rotating_bending").origins) > 1)
    other = GroundTruth(seed, "rotating_bending").origins[-1]
    folder = session(tmp_path, origin={"x_m": other.x, "y_m": other.y}, zones=[], seed=str(seed), family="rotating_bending")
    score = score_session(folder)
    assert (score["family"], score["origin_found"]) == ("rotating_bending", True)
    assert score["origin_error_m"] == pytest.approx(0.0, abs=1e-12)


def test_a_family_of_another_version_is_told(tmp_path: Path):
    """Pins a traceback for a session whose specimens this version does not have."""
    with pytest.raises(MissionError, match="teapot"):
        score_session(session(tmp_path, origin=None, zones=[], family="teapot"))
