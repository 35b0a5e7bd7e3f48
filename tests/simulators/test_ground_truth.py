"""The truth about a specimen, for scoring."""

import json

import pytest

from fractoscope.simulators.ground_truth import GroundTruth
from fractoscope.simulators.history_record import history_from_dict
from fractoscope.simulators.specimen.families.registry import FAMILIES


def test_the_truth_agrees_with_itself():
    """Pins a zone map that is flipped against `zone_at`, so that coverage is scored at the wrong places."""
    truth = GroundTruth(5)
    exported = truth.to_dict()
    grid, ids = truth.zone_map()
    agreeing = [
        ids[row][column] == truth.zone_at(float(grid.xs[column]), float(grid.ys[row])).id
        for row in range(0, grid.rows, 7)
        for column in range(0, grid.columns, 7)
    ]
    assert sum(agreeing) / len(agreeing) > 0.97
    assert exported["zone_map"]["ids"] == ids
    assert {zone["id"] for zone in exported["zones"]} >= {cell for row in ids for cell in row}
    x_low, y_low, x_high, y_high = truth.outline
    assert x_low <= truth.origin[0] <= x_high
    assert y_low <= truth.origin[1] <= y_high


def test_only_what_broke_has_a_mode():
    """Pins a mount that counts as a fracture zone."""
    zones = GroundTruth(5).zones
    assert [zone.mode is None for zone in zones] == [True, True] + [False] * (len(zones) - 2)
    assert [zone.id for zone in zones] == list(range(len(zones)))


@pytest.mark.parametrize("family", FAMILIES)
def test_the_history_survives_the_file(family: str):
    """Pins a field of the history that is lost, renamed or not JSON on the way to those who score."""
    truth = GroundTruth(2, family)
    written = json.loads(json.dumps(truth.to_dict()))
    assert history_from_dict(written["history"]) == truth.history
    assert [(origin["x_m"], origin["y_m"]) for origin in written["origins"]] == [(origin.x, origin.y) for origin in truth.origins]
    assert written["family"] == family


def test_the_nearest_origin_counts():
    """Pins a score that asks for one of several origins."""
    truth = next(truth for seed in range(20) if len((truth := GroundTruth(seed, "rotating_bending")).origins) > 2)
    assert max(truth.distance_to_origin(origin.x, origin.y) for origin in truth.origins) == pytest.approx(0.0, abs=1e-12)
    assert truth.distance_to_origin(truth.origins[1].x + 1e-5, truth.origins[1].y) == pytest.approx(1e-5)
