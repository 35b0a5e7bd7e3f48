"""Which specimens serve for what; no range meets another."""

SPLITS: dict[str, range] = {
    "training": range(500_000),
    "calibration": range(900_000, 950_000),
    "evaluation": range(1_000_000, 2_000_000),
}
"""Specimen seeds for training, for thresholds and calibration, and for the figures that are reported."""
