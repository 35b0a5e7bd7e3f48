"""How much charge the specimen may take."""

from fractoscope.instruments.facility.bounds import Positive
from fractoscope.instruments.values import FrozenValue


class DoseRules(FrozenValue):
    """Table `[dose]` of a facility file.

    Attributes
    ----------
    site_C_per_m2
        Charge on a place for its area (C/m²), over all fields that cover it.
    session_C
        Charge under leases of the same holder (C).
    """

    site_C_per_m2: Positive | None = None  # noqa: N815 - the unit's own letter
    session_C: Positive | None = None  # noqa: N815 - the unit's own letter
