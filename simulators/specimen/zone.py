"""A part of the specimen with one history."""

from dataclasses import dataclass

MOUNT, SIDE_FACE, FIRST_FRACTURE = 0, 1, 2
"""Ids of the mount, of the side face and of the first fracture zone, the same for every specimen."""


@dataclass(frozen=True)
class Zone:
    """One zone of a specimen.

    Attributes
    ----------
    id
        Value in the truth's zone map, and index in the specimen's `zones`.
    name
        For people, such as "fatigue" or "final overload".
    morphology
        Taxonomy identifier of the feature that fills the zone.
    mode
        Taxonomy identifier of the fracture mode, or None where nothing broke.
    """

    id: int
    name: str
    morphology: str
    mode: str | None
