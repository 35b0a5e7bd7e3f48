"""Everything that a seed decides about a specimen before a pixel is drawn."""

from dataclasses import dataclass

from fractoscope.simulators.specimen.crack_history import CrackHistory
from fractoscope.simulators.specimen.crack_origin import CrackOrigin
from fractoscope.simulators.specimen.face_ground import FaceGround
from fractoscope.simulators.specimen.fracture_zone import FractureZone
from fractoscope.simulators.specimen.outlines.outline import Outline
from fractoscope.simulators.specimen.placed_mark import PlacedMark
from fractoscope.simulators.specimen.placed_overlay import PlacedOverlay
from fractoscope.simulators.specimen.surroundings import Surroundings
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.zone import MOUNT, SIDE_FACE, Zone


@dataclass(frozen=True)
class SpecimenPlan:
    """Outline, origins, zones, marks and overlays of one specimen: the description that a family draws from a seed.

    Attributes
    ----------
    outline
        Edge of the fracture face.
    origins
        Where the cracks started, in order along the edge; the first to start has no delay.
    surroundings
        Side face and mount.
    zones
        In the order in which they are painted: a later one covers an earlier one. Ids count from `FIRST_FRACTURE`.
    history
        What happened to the part.
    waviness
        Relief that all zones share (m).
    edge
        How ragged the outline is (m).
    marks
        What the crack left on the scale of the whole face.
    overlays
        What lies on the surface or was cut into it, in the order in which it came.
    """

    outline: Outline
    origins: tuple[CrackOrigin, ...]
    surroundings: Surroundings
    zones: tuple[FractureZone, ...]
    history: CrackHistory
    waviness: FractalNoise
    edge: FractalNoise
    marks: tuple[PlacedMark, ...] = ()
    overlays: tuple[PlacedOverlay, ...] = ()

    @property
    def ground(self) -> FaceGround:
        """The level beneath all fine relief; a family that has overlays makes an equal one for them before the plan."""
        return FaceGround(self.outline, self.origins, self.surroundings, self.waviness, self.marks)

    @property
    def all_zones(self) -> tuple[Zone, ...]:
        """Mount, side face and fracture zones; a zone's id is its index."""
        mount = Zone(MOUNT, "mount", "mounting_hardware", None)
        side = Zone(SIDE_FACE, "side face", "non_fracture_surface", None)
        return (mount, side, *(zone.zone for zone in self.zones))
