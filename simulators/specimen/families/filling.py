"""What fills a zone."""

from dataclasses import dataclass, replace

from fractoscope.simulators.specimen.extents.extent import Extent
from fractoscope.simulators.specimen.face_ground import FaceGround
from fractoscope.simulators.specimen.feature import Feature
from fractoscope.simulators.specimen.fracture_zone import FractureZone
from fractoscope.simulators.specimen.material import Material
from fractoscope.simulators.specimen.morphology import Morphology
from fractoscope.simulators.specimen.overlays.ground import Ground
from fractoscope.simulators.specimen.patches import Patches
from fractoscope.simulators.specimen.texture.fractal_noise import FractalNoise
from fractoscope.simulators.specimen.zone import Zone
from fractoscope.simulators.specimen.zone_ground import ZoneGround


@dataclass(frozen=True)
class Filling:
    """A morphology with its name, ready to fill a zone or to lie in islands inside one.

    Attributes
    ----------
    name
        Taxonomy identifier of the feature that fills the zone.
    morphology
        Its relief.
    features
        All features that it carries at some scale.
    material
        What its surface is made of.
    coarse
        Its relief that is much coarser than its cells (m), or None where it has none.
    """

    name: str
    morphology: Morphology
    features: Feature
    material: Material
    coarse: FractalNoise | None = None

    def ground(self, face: FaceGround) -> Ground:
        """Return what bodies stand on in a zone that it fills, from the level that all zones share."""
        return face if self.coarse is None else ZoneGround(face, self.coarse)

    def of(self, atomic_number: float) -> "Filling":
        """Return the same in another metal, as bright in secondary electrons; its relief is one and the same object."""
        return replace(self, material=replace(self.material, atomic_number=atomic_number))

    def zone(self, number: int, label: str, mode: str, extent: Extent, *islands: Patches, carried: Feature | None = None) -> FractureZone:
        """Return a zone filled with it.

        Parameters
        ----------
        number
            Id of the zone.
        label
            For people, such as "final overload".
        mode
            Taxonomy identifier of the fracture mode.
        extent
            Where it lies.
        islands
            What lies in it here and there.
        carried
            Features of the islands.
        """
        features = self.features if carried is None else self.features | carried
        return FractureZone(Zone(number, label, self.name, mode), extent, self.morphology, self.material, features, islands)

    def islands(self, seed: int, size: float, above: float, hurst: float = 0.85) -> Patches:
        """Return islands of it of about a size (m), where a noise exceeds a level: see `Patches`.

        Their shores are the smoother the higher the noise's `hurst` exponent is.
        """
        return Patches(self.morphology, self.material, FractalNoise(seed, size, max(size / 512, 1e-6), 0.8, hurst), above)
