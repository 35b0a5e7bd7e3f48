"""Which facility file is in force."""

from fractoscope.instruments.values.frozen_value import FrozenValue


class FacilityIdentity(FrozenValue):
    """Enough to tell later under what rules a microscope was run.

    Attributes
    ----------
    path
        Of the file, absolute, on the instrument server's machine.
    sha256
        Of the file's bytes, hexadecimal.
    """

    path: str
    sha256: str
