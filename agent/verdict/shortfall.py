"""What a zone still needs before its mode may be stated."""

from collections.abc import Sequence
from math import hypot, log2

from fractoscope.agent.belief import ModeVocabulary, Observation
from fractoscope.instruments.values import FieldOfView, FrozenValue

FRAMES, PLACES, WIDTH_RATIO = 3, 2, 4.0
"""Fewest frames, places, and the least ratio of field widths (fractography reference, section 2)."""


class Shortfall(FrozenValue):
    """How far frames fall short of the rule.

    Attributes
    ----------
    frames, places
        How many more are needed.
    widths
        True if no two field widths are 4 × apart.
    in_band
        True if no frame asserts a leading feature, which only a frame in its band can.
    """

    frames: int
    places: int
    widths: bool
    in_band: bool

    @property
    def settled(self) -> bool:
        """True if nothing is missing."""
        return not (self.frames or self.places or self.widths or self.in_band)

    def reasons(self) -> list[str]:
        """Return what is missing, for a reader."""
        missing = []
        if self.frames:
            missing.append(f"{self.frames} more accepted frame(s)")
        if self.places:
            missing.append(f"{self.places} more place(s)")
        if self.widths:
            missing.append("field widths at least 4 × apart")
        if self.in_band:
            missing.append("a leading feature asserted inside its field-width band")
        return missing


def shortfall(label: str, observations: Sequence[Observation], vocabulary: ModeVocabulary) -> Shortfall:
    """Return what accepted frames of one zone lack for stating `label` of it.

    Frames of one place and about one field width count once: looking twice at the same spot is one observation.
    """
    leading = set(vocabulary.leading(label))
    spots: list[FieldOfView] = []
    distinct: set[tuple[int, int]] = set()
    for seen in sorted(observations, key=lambda item: (item.field.width, item.step)):
        place = _place(seen.field, spots)
        distinct.add((place, round(log2(seen.field.width))))
        if len(distinct) >= FRAMES and len(spots) >= PLACES:
            break  # more of them lack nothing more, and a long session has hundreds
    widths = [seen.field.width for seen in observations]
    apart = bool(widths) and max(widths) >= WIDTH_RATIO * min(widths) * (1 - 1e-9)
    return Shortfall(
        frames=max(0, FRAMES - len(distinct)),
        places=max(0, PLACES - len(spots)),
        widths=not apart,
        in_band=not any(leading & set(seen.tags.asserted) for seen in observations),
    )


def _place(field: FieldOfView, spots: list[FieldOfView]) -> int:
    """Return the index of the place that a field lies on, adding it if it is a new one."""
    for index, spot in enumerate(spots):
        if hypot(field.x - spot.x, field.y - spot.y) <= 0.5 * max(field.width, spot.width):
            return index
    spots.append(field)
    return len(spots) - 1
