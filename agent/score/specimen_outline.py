"""What a person would know of a simulated specimen by looking at it without a microscope."""

from fractoscope.agent.mission import Rectangle

_MARGIN = 0.3e-3


def specimen_outline(seed: int) -> Rectangle:
    """Return the outline of the fracture face of a seed's specimen, drawn 0.3 mm too wide all round, as a person draws it.

    It stands here because scoring alone may meet the simulator's truth, and this is all of it that a mission may be told.
    """
    from fractoscope.simulators.ground_truth import GroundTruth

    x_low, y_low, x_high, y_high = GroundTruth(seed).outline
    return Rectangle(x_min_m=x_low - _MARGIN, y_min_m=y_low - _MARGIN, x_max_m=x_high + _MARGIN, y_max_m=y_high + _MARGIN)
