"""Vacuum of a microscope that is always ready."""

from fractoscope.instruments.values import VacuumState


class FixedChamber:
    """A chamber that stays pumped."""

    def vacuum(self) -> VacuumState:
        """Return that the chamber is pumped."""
        return VacuumState.PUMPED
