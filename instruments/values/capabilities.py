"""What a microscope can do and how far it may go."""

from fractoscope.instruments.values.axis_range import AxisRange
from fractoscope.instruments.values.facility_identity import FacilityIdentity
from fractoscope.instruments.values.frozen_value import FrozenValue


class Capabilities(FrozenValue):
    """A microscope's own description, read once at connection.

    Attributes
    ----------
    instrument
        Name and version of the adapter and what it drives.
    simulated
        True if frames do not come from a real specimen under a real beam at this moment.
    axes
        Ranges of x, y, z, tilt and rotation; an axis that is absent cannot move.
    settings
        Ranges of field_width, working_distance, voltage, current, dwell_time, columns and rows, and of stigmator_x, stigmator_y,
        beam_shift_x and beam_shift_y where the column has them; what is absent stays as it is.
    detectors
        Names accepted in `ScanSettings.detector`.
    rasters
        Columns and rows on offer, where only certain pairs are; empty where any pair within the ranges is.
    bits
        Pixel depths on offer.
    abilities
        Optional actions on offer: "set_beam", "autofocus", "autostigmate", "auto_contrast", "pump".
    facility
        The facility file whose rules are in force, or None.
    """

    instrument: str
    simulated: bool
    axes: dict[str, AxisRange]
    settings: dict[str, AxisRange]
    detectors: tuple[str, ...]
    rasters: tuple[tuple[int, int], ...] = ()
    bits: tuple[int, ...] = (8,)
    abilities: tuple[str, ...] = ()
    facility: FacilityIdentity | None = None
