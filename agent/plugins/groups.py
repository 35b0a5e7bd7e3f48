"""What can be plugged in."""

from enum import StrEnum


class PluginGroup(StrEnum):
    """Entry-point groups that a package may announce a factory in."""

    MICROSCOPES = "fractoscope.microscopes"
    """Factories of an `Adapter` for a microscope."""
    TAGGERS = "fractoscope.taggers"
    """Factories of a `Tagger`."""
    POLICIES = "fractoscope.policies"
    """Factories of a `Policy`."""
