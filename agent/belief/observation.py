"""One frame as the belief and the policy learn of it."""

from fractoscope.agent.belief.line_sighting import LineSighting
from fractoscope.instruments.values import FieldOfView, FrozenValue
from fractoscope.model.frame_tags import FrameTags


class Observation(FrozenValue):
    """What was looked at and what was read there.

    Attributes
    ----------
    step
        Step of the session.
    field
        The frame's centre and width, as read back.
    aspect
        Height of the frame divided by its width.
    tags
        What the tagger read.
    lines
        Line axes measured in tiles that show striations.
    purpose
        Why the policy looked: survey, zoom, zone, origin, coverage, target or retake.
    """

    step: int
    field: FieldOfView
    aspect: float = 0.75
    tags: FrameTags
    lines: tuple[LineSighting, ...] = ()
    purpose: str = ""

    def without_details(self) -> "Observation":
        """Return the observation without what single tiles said: what is worth keeping of a frame once a map has taken it in."""
        return self.replace(tags=self.tags.replace(tiles=()), lines=())
