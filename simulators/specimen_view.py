"""What the simulated microscope sees of its specimen."""

import numpy as np

from fractoscope.instruments.values import BeamSettings, ScanSettings, StagePosition
from fractoscope.simulators.circumstances import IDEAL, Circumstances
from fractoscope.simulators.imaging import ImagingConditions, RenderedFrame, render_frame
from fractoscope.simulators.specimen.fracture_specimen import FractureSpecimen
from fractoscope.simulators.specimen.surface_grid import SurfaceGrid
from fractoscope.simulators.under_beam import UnderBeam

ASTIGMATISM = 50e-6
"""Half the distance between the line foci (m) that a stigmator setting of 1 makes."""

QUICK_PIXELS = 512 * 384
"""Pixels up to which a frame is a live view, whose speed matters more than the last of its fine relief."""


class SpecimenView:
    """Pictures of the specimen that belongs to a seed.

    Parameters
    ----------
    seed
        Of the specimen, and with the frame's number of the noise.
    family
        What kind of specimen it is.
    """

    def __init__(self, seed: int, family: str = "plate") -> None:
        self.seed = seed
        self.family = family
        self._specimen = FractureSpecimen(seed, family)

    def render(
        self,
        place: StagePosition,
        field_width: float,
        scan: ScanSettings,
        beam: BeamSettings,
        *,
        defocus: float,
        frame_number: int,
        circumstances: Circumstances = IDEAL,
    ) -> RenderedFrame:
        """Return the picture of a field.

        Parameters
        ----------
        place
            True stage position: the centre of the field, but for a beam shift.
        field_width
            Horizontal field width (m).
        scan, beam
            Raster, signal chain and probe.
        defocus
            Height of the plane in focus above the specimen (m).
        frame_number
            Chooses the noise, which never repeats between two frames of one place.
        circumstances
            What the frame meets besides.
        """
        middle = UnderBeam.of(place)
        grid = SurfaceGrid(x=middle.x, y=middle.y, pixel_size=field_width / scan.columns, columns=scan.columns, rows=scan.rows)
        conditions = ImagingConditions(
            voltage=beam.voltage,
            current=beam.current,
            dwell_time=scan.dwell_time,
            defocus=defocus,
            stigmator_x=circumstances.astigmatism[0] + ASTIGMATISM * beam.stigmator_x,
            stigmator_y=circumstances.astigmatism[1] + ASTIGMATISM * beam.stigmator_y,
            brightness=scan.brightness,
            contrast=scan.contrast,
            bits=scan.bits,
            detector=scan.detector,
            line_time=circumstances.line_time,
            working_distance=beam.working_distance,
            tilt=place.tilt,
            rotation=place.rotation,
            beam_shift_x=beam.beam_shift_x,
            beam_shift_y=beam.beam_shift_y,
            drift=circumstances.drift,
            hum=circumstances.hum,
            vibration=circumstances.vibration,
            charging=circumstances.charging,
            contamination=circumstances.contamination,
            quick=scan.columns * scan.rows <= QUICK_PIXELS,
        )
        noise = np.random.SeedSequence((self.seed, frame_number)).generate_state(1, np.uint64)
        return render_frame(self._specimen, grid, conditions, int(noise[0]))

    def compile(self) -> None:
        """Render small pictures of the whole and of places all over it, so that no scan has to wait for a compiler."""
        x_low, y_low, x_high, y_high = self._specimen.outline
        shares = (0.0, 0.02, 0.25, 0.5, 0.75, 0.98, 1.0)
        places = [StagePosition(x=x_low + i * (x_high - x_low), y=y_low + j * (y_high - y_low)) for i in shares for j in shares]
        for place, width in [(StagePosition(x=0.0, y=0.0), 25e-3), *((place, 5e-6) for place in places)]:
            self.render(place, width, ScanSettings(columns=32, rows=24), BeamSettings(), defocus=0.0, frame_number=0)
        # Those were live views by their size: what only a frame goes through comes on top.
        self.render(StagePosition(x=0.0, y=0.0), 1e-3, ScanSettings(columns=640, rows=480), BeamSettings(), defocus=0.0, frame_number=0)
