"""A whole plan held against the rules, without the instrument."""

from collections.abc import Callable, Sequence

from fractoscope.instruments.errors import SemError
from fractoscope.instruments.facility import Situation, planned_exposure
from fractoscope.instruments.server.time_allowance import expected_time
from fractoscope.instruments.values import (
    AcquireFrame,
    Action,
    AdjustContrast,
    Autofocus,
    Autostigmate,
    Capabilities,
    MoveStage,
    PumpChamber,
    SetBeam,
    VacuumState,
)


def rehearse(
    actions: Sequence[Action], situation: Situation, check: Callable[[Action, Situation], None], capabilities: Capabilities
) -> tuple[SemError | None, ...]:
    """Return for each step of a plan the refusal that it would meet, or None; a refused step changes nothing for those after it.

    Parameters
    ----------
    actions
        The plan, in order.
    situation
        Where it begins.
    check
        Raises `SemError` for an action that is refused in a situation.
    capabilities
        Speeds, from which the time of each step follows.
    """
    verdicts: list[SemError | None] = []
    for action in actions:
        try:
            check(action, situation)
        except SemError as refusal:
            verdicts.append(refusal)
        else:
            verdicts.append(None)
            situation = _after(action, situation, capabilities)
    return tuple(verdicts)


def _after(action: Action, before: Situation, capabilities: Capabilities) -> Situation:
    seconds = expected_time(action, before.position, capabilities)
    exposure = planned_exposure(action, before.holder, before.position, before.beam, seconds)
    position, beam, field_width, vacuum = before.position, before.beam, before.field_width, before.vacuum
    match action:
        case MoveStage(target=target):
            position = target
        case (
            AcquireFrame(field_width=width)
            | Autofocus(field_width=width)
            | Autostigmate(field_width=width)
            | AdjustContrast(field_width=width)
        ):
            # What a search will find is not known, so working distance and stigmators stay as they are.
            field_width, beam = width, beam.replace(blanked=True)
        case SetBeam(beam=asked):
            beam = asked
        case PumpChamber():
            vacuum = VacuumState.PUMPED
    return Situation(
        position=position,
        beam=beam,
        field_width=field_width,
        vacuum=vacuum,
        holder=before.holder,
        now=before.now + seconds,
        starts=(*before.starts, before.now),
        exposures=before.exposures if exposure is None else (*before.exposures, exposure),
    )
