"""A step that is to be tried again."""

from collections.abc import Sequence

from fractoscope.agent.graph.loop_state import LoopState
from fractoscope.agent.graph.setback import proposal_of
from fractoscope.agent.policy import Finish, Proposal
from fractoscope.agent.recovery import Remedy
from fractoscope.instruments.values import FieldOfView

_ONCE_MORE = "once more: "


def once_more(state: LoopState, excluded: Sequence[FieldOfView]) -> Proposal | None:
    """Return the last step's proposal if it is to be tried again and nobody has excluded its field since."""
    last = state.get("proposal")
    if state.get("remedy") != Remedy.AGAIN or last is None:
        return None
    proposal = proposal_of(last)
    if isinstance(proposal.action, Finish) or proposal.action.field in excluded:
        return None
    return proposal if proposal.reason.startswith(_ONCE_MORE) else proposal.replace(reason=_ONCE_MORE + proposal.reason)


def in_turn(asked: Sequence[Proposal], again: Proposal | None) -> list[Proposal]:
    """Return what goes before the policy's proposals: operators' targets, then what is to be tried again.

    A target of an operator that is tried again had its turn before those that wait, and has left their queue.
    """
    if again is None:
        return list(asked)
    return [again, *asked] if again.purpose == "operator" else [*asked, again]
