"""The truth about a specimen, for scoring."""

from fractoscope.simulators.ground_truth import GroundTruth


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
