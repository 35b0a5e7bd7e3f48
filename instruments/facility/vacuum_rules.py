"""What vacuum an action needs."""

from pydantic import Field

from fractoscope.instruments.values import FrozenValue, VacuumState


class VacuumRules(FrozenValue):
    """Table `[vacuum]` of a facility file. The beam needs a pumped chamber whatever stands here; pumping needs nothing.

    Attributes
    ----------
    stage_moves_in
        States of the chamber in which the stage may move.
    """

    stage_moves_in: tuple[VacuumState, ...] = Field(default=(VacuumState.PUMPED,), min_length=1)
