"""The distance that a move keeps, by brute force: points of the specimen, turned and shifted one by one, against exact shapes."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fractoscope.instruments.facility.chamber_rules import ChamberRules
from fractoscope.instruments.values import StagePosition

AXES = ("x", "y", "z", "tilt", "rotation")
TIMES = 40


def specimen_points(rules: ChamberRules):
    """Points on the faces and the side of the cylinder, shape (n, 3), in metres from the imaged plane."""
    shape = rules.specimen
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    faces = [(radius, height) for radius in np.linspace(0, shape.radius_m, 6) for height in (shape.top_m, -shape.depth_m)]
    side = [(shape.radius_m, height) for height in np.linspace(-shape.depth_m, shape.top_m, 12)]
    return np.concatenate([ring(angle, radius, height) for radius, height in (*faces, *side)])


def ring(angle: NDArray[Any], radius: float, height: float):
    """Points of a circle."""
    return np.stack([radius * np.cos(angle), radius * np.sin(angle), np.full_like(angle, height)], axis=1)


def in_chamber(points: NDArray[Any], rules: ChamberRules, x: float, y: float, z: float, tilt: float, rotation: float):
    """Carry points from the specimen into the chamber: rotate, shift, then tilt about the eucentric axis."""
    turn = np.array([[np.cos(rotation), -np.sin(rotation), 0], [np.sin(rotation), np.cos(rotation), 0], [0, 0, 1]])
    carried = points @ turn.T + np.array([-x, -y, z - rules.plane_below_pole_piece_m])
    angle = tilt if rules.positive_tilt_raises == "+y" else -tilt
    lift = np.array([[1, 0, 0], [0, np.cos(angle), -np.sin(angle)], [0, np.sin(angle), np.cos(angle)]])
    pivot = np.array([0, 0, -rules.tilt_axis_below_pole_piece_m])
    return (carried - pivot) @ lift.T + pivot


def to_pole_piece(points: NDArray[Any], rules: ChamberRules):
    """Distances of points to the cone: in the half-plane through the axis it is a trapezium."""
    pole = rules.pole_piece
    across, up = np.hypot(points[:, 0], points[:, 1]), points[:, 2]
    inside_radius = pole.radius_m + (pole.upper_radius_m - pole.radius_m) * up / pole.height_m
    inside = (up >= 0) & (up <= pole.height_m) & (across <= inside_radius)
    corners = [(0.0, 0.0), (pole.radius_m, 0.0), (pole.upper_radius_m, pole.height_m), (0.0, pole.height_m)]
    nearest = np.full(len(points), np.inf)
    for (a, b), (c, d) in pairwise(corners):
        length = (c - a) ** 2 + (d - b) ** 2
        share = np.clip(((across - a) * (c - a) + (up - b) * (d - b)) / length, 0, 1)
        nearest = np.minimum(nearest, np.hypot(across - a - share * (c - a), up - b - share * (d - b)))
    return np.where(inside, 0.0, nearest)


def to_detector(points: NDArray[Any], detector: Any):
    """Distances of points to a box or an upright cylinder."""
    low, high = -detector.below_pole_piece_m[1], -detector.below_pole_piece_m[0]
    above = np.maximum(np.maximum(low - points[:, 2], points[:, 2] - high), 0)
    u, v = np.abs(points[:, 0] - detector.x_m), np.abs(points[:, 1] - detector.y_m)
    if detector.size_m is not None:
        beside = np.hypot(np.maximum(u - detector.size_m[0] / 2, 0), np.maximum(v - detector.size_m[1] / 2, 0))
    else:
        beside = np.maximum(np.hypot(u, v) - detector.radius_m, 0)
    return np.hypot(beside, above)


def sampled_distance(rules: ChamberRules, start: StagePosition, target: StagePosition, rng: np.random.Generator):
    """Return the smallest distance found on a way on which every axis runs in a time of its own; never below the true one."""
    points = specimen_points(rules)
    windows = np.sort(rng.random((len(AXES), 2)), axis=1)
    least = np.inf
    for time in np.linspace(0, 1, TIMES if start != target else 1):
        share = np.clip((time - windows[:, 0]) / np.maximum(windows[:, 1] - windows[:, 0], 1e-9), 0, 1)
        pose = {axis: (1 - part) * getattr(start, axis) + part * getattr(target, axis) for axis, part in zip(AXES, share, strict=True)}
        placed = in_chamber(points, rules, **pose)
        least = min(least, to_pole_piece(placed, rules).min())
        for detector in rules.detector:
            if detector.inserted:
                least = min(least, to_detector(placed, detector).min())
    return float(least)
