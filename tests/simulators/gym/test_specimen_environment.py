"""The twin as a Gymnasium environment."""

import json
import re
from typing import Any

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from fractoscope.simulators.ground_truth import GroundTruth
from fractoscope.simulators.gym import ENVIRONMENT, SpecimenEnvironment, reach, scale
from fractoscope.simulators.gym.modes import MODES, agreement
from fractoscope.simulators.specimen.families.registry import FAMILIES
from fractoscope.simulators.specimen.families.unknown_family import UnknownFamily
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen

FAMILY, SEED = "rotating_bending", 3
CHOSEN = {"family": FAMILY, "specimen_seed": SEED}


def an_environment(**options: Any) -> SpecimenEnvironment:
    return SpecimenEnvironment(("plate", FAMILY), columns=64, rows=48, **options)


def look(x: float = 0.0, y: float = 0.0, width: float = 1e-3, dwell: int = 1, detector: int = 0) -> dict[str, Any]:
    return {
        "kind": 0,
        "centre": scale.from_place(x, y),
        "log_width": scale.from_field_width(width),
        "dwell": dwell,
        "detector": detector,
        "origin": np.zeros(2, np.float32),
        "modes": np.zeros(len(MODES), np.int8),
    }


def finish(x: float, y: float, modes: set[str]) -> dict[str, Any]:
    named = np.array([mode in modes for mode in MODES], np.int8)
    return {**look(), "kind": 1, "origin": scale.from_place(x, y), "modes": named}


def true_modes() -> set[str]:
    return {str(zone.mode) for zone in FractureSpecimen(SEED, FAMILY).zones if zone.mode}


def test_gymnasiums_own_checks_pass():
    """Pins spaces, seeding or returns that other people's libraries trip over."""
    environment = gymnasium.make(ENVIRONMENT, families=("plate",), columns=64, rows=48, render_mode="rgb_array")
    check_env(environment.unwrapped)


def test_the_same_seed_is_the_same_episode():
    """Pins noise or a specimen that a run cannot repeat."""
    rewards, frames = [], []
    for _ in range(2):
        environment = an_environment()
        environment.reset(seed=5)
        steps = [environment.step(look(x, 0.0, 2e-3, detector=detector)) for x in (-1e-3, 1e-3) for detector in (0, 1)]
        rewards.append([step[1] for step in steps])
        frames.append(np.stack([step[0]["frame"] for step in steps]))
    assert rewards[0] == rewards[1]
    assert np.array_equal(frames[0], frames[1])
    other, _ = an_environment().reset(seed=6)
    assert not np.array_equal(an_environment().reset(seed=5)[0]["frame"], other["frame"])


def test_nothing_of_the_truth_is_told_before_the_end():
    """Pins a zone, a mode, an origin or a seed that a policy could read off instead of looking."""
    environment = an_environment()
    observation, info = environment.reset(seed=1, options=CHOSEN)
    told = [info]
    for width in (10e-3, 1e-3, 1e-4):
        observation, _, _, _, info = environment.step(look(width=width))
        told.append(info)
    assert set(observation) == {"frame", "position", "log_width", "budgets"}
    assert all(set(info) == {"simulated", "refused", "looks", "elapsed_s", "dose_C"} for info in told)
    text = json.dumps(told)
    truth = GroundTruth(SEED, FAMILY)
    names = {str(feature.name).lower() for feature in Feature} | {zone.name for zone in truth.zones} | true_modes() | {FAMILY}
    assert not {name for name in names if name in text}
    numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*(?:[eE][-+]?\d+)?", text)]
    numbers += [float(value) for key in ("position", "log_width", "budgets") for value in observation[key]]
    assert not [n for n in numbers for origin in truth.origins if min(abs(n - origin.x), abs(n - origin.y)) < 1e-7]


def test_the_end_tells_all():
    """Pins an episode after which nobody can find out what was wrong."""
    environment = an_environment()
    environment.reset(seed=1, options=CHOSEN)
    _, _, terminated, truncated, info = environment.step(finish(0, 0, set()))
    assert (terminated, truncated) == (True, False)
    assert info["truth"]["family"] == FAMILY
    with pytest.raises(RuntimeError, match="reset"):
        environment.step(look())


def test_a_true_conclusion_is_worth_more_than_a_wrong_one():
    """Pins a reward that does not point to the origin or to the modes."""
    x, y = FractureSpecimen(SEED, FAMILY).origin
    worth = []
    for conclusion in (finish(x, y, true_modes()), finish(x, y, {"creep_rupture"}), finish(-x, -y, true_modes())):
        environment = an_environment()
        environment.reset(seed=1, options=CHOSEN)
        worth.append(environment.step(conclusion)[1])
    assert worth[0] == pytest.approx(2.0, abs=1e-3)
    assert worth[1] == pytest.approx(1.0, abs=1e-3)
    assert worth[2] == pytest.approx(1.0, abs=1e-3)


def test_a_zone_pays_once_and_only_where_it_can_be_called():
    """Pins reward for staring at one place, or for a field width at which nothing can be told."""
    environment = an_environment(time_budget=9e9, dose_budget=9.0)
    environment.reset(seed=1, options=CHOSEN)
    specimen = FractureSpecimen(SEED, FAMILY)
    overload = next(zone.id for zone in specimen.zones if zone.name == "final overload")
    places = [(x, y) for x in np.linspace(-4e-3, 4e-3, 9) for y in np.linspace(-4e-3, 4e-3, 9) if specimen.zone_at(x, y) == overload]
    x, y = places[len(places) // 2]
    assert environment.step(look(x, y, 30e-6))[1] > 0.1
    assert environment.step(look(x, y, 30e-6))[1] <= 0


@pytest.mark.parametrize(
    ("action", "axis"),
    [(look(x=13e-3), "x"), (look(y=-14e-3), "y"), (look(width=1.6e-6), "field_width"), (look(x=float("nan")), "x")],
)
def test_what_is_out_of_reach_is_refused_and_nothing_moves(action: dict[str, Any], axis: str):
    """Pins an action that is clipped into the limits: the policy would believe it is elsewhere."""
    environment = an_environment()
    before, _ = environment.reset(seed=1, options=CHOSEN)
    after, reward, _, _, info = environment.step(action)
    assert info["refused"].startswith(f"{axis} = ")
    assert reward < 0
    assert info["looks"] == 0
    assert np.array_equal(after["position"], before["position"])
    assert np.array_equal(after["frame"], before["frame"])


def test_budgets_fall_by_the_simulated_clock_and_end_the_episode():
    """Pins time or dose that costs nothing, or a scan beyond what is left."""
    environment = an_environment(time_budget=5.0, dose_budget=1e-6)
    environment.reset(seed=1, options=CHOSEN)
    _, _, _, _, info = environment.step(look(x=2e-3, dwell=3))
    scan = reach.scan_time(64, 48, 10e-6)
    assert info["elapsed_s"] == pytest.approx(2e-3 / reach.STAGE_SPEED + reach.SETTLING + scan, rel=1e-6)
    assert info["dose_C"] == pytest.approx(100e-12 * 64 * 48 * 10e-6)
    _, _, _, truncated, info = environment.step(look(x=-9e-3))
    assert info["refused"].startswith("time = ")
    assert truncated
    assert "truth" in info
    environment = an_environment(dose_budget=3.1e-12)
    environment.reset(seed=1, options=CHOSEN)
    assert environment.step(look(dwell=3))[3]


def test_every_mode_of_every_family_can_be_named():
    """Pins a family whose modes no policy could ever get right."""
    modes = {zone.mode for family in FAMILIES for seed in range(3) for zone in FractureSpecimen(seed, family).zones if zone.mode}
    assert modes <= set(MODES)


def test_agreement_punishes_naming_everything():
    """Pins a policy that names all modes and gets full marks."""
    assert agreement(frozenset(MODES), frozenset({"fatigue"})) == pytest.approx(1 / len(MODES))
    assert agreement(frozenset({"fatigue"}), frozenset({"fatigue"})) == 1.0


def test_an_unknown_family_is_refused():
    """Pins an environment that fails at its first reset instead of when it is made."""
    with pytest.raises(UnknownFamily, match="spoon"):
        SpecimenEnvironment(("spoon",))
