"""The rules in force, and where they came from."""

from fractoscope.instruments.facility.facility_rules import FacilityRules
from fractoscope.instruments.values import FacilityIdentity, FrozenValue


class Facility(FrozenValue):
    """Read once when the server starts; nobody can change it while it runs.

    Attributes
    ----------
    rules
        What holds.
    identity
        The file; None for rules that were not read from one.
    """

    rules: FacilityRules = FacilityRules()
    identity: FacilityIdentity | None = None
