"""What becomes of a proposal that is not carried out."""

from fractoscope.agent.graph.session_context import SessionContext
from fractoscope.agent.journal import Kind
from fractoscope.agent.policy import Proposal
from fractoscope.instruments.errors import SemError


def record_refusal(context: SessionContext, step: int, proposal: Proposal, error: SemError) -> None:
    """Write a refusal down and tell the policy."""
    payload = {"step": step, "proposal": proposal.model_dump(mode="json"), "error": error.to_dict(), "text": str(error)}
    context.journal.append(Kind.REFUSAL, payload, key=f"{step}:{proposal.id}")
    context.knowledge.policy.refused(proposal)
