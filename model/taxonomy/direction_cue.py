"""What a feature says about direction."""

from enum import StrEnum


class DirectionCue(StrEnum):
    """How far a feature points; directions are in stage axes (x right, y up)."""

    NONE = "none"
    LOCAL = "local"
    """The local direction of crack growth, with its sense."""
    LOCAL_AXIS = "local_axis"
    """A line without a sense: two opposite directions fit until a second cue picks one."""
    ORIGIN = "origin"
    """Points to the origin."""
    ORIGIN_IF_LINES_CONVERGE = "origin_if_lines_converge"
    """A defect: an origin only where lines converge on it."""
    ORIGIN_BY_ABSENCE = "origin_by_absence"
    """The edge where it is missing may be the origin's."""
    MATING = "mating"
    """Needs the other half."""
