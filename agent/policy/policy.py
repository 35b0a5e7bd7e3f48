"""Anything that decides where to look."""

from typing import Protocol

from fractoscope.agent.belief import BeliefMap, Observation
from fractoscope.agent.policy.allowance import Allowance
from fractoscope.agent.policy.proposal import Proposal


class Policy(Protocol):
    """Made by an entry point in `fractoscope.policies` from its options.

    A policy must answer alike to the same history: after a kill it is rebuilt by ingesting the journal again.
    """

    def suggest(self, belief: BeliefMap, allowance: Allowance) -> list[Proposal]:
        """Return proposals, best first; an empty list ends the session like `Finish`."""
        ...

    def ingest(self, observation: Observation) -> None:
        """Learn what a proposal led to."""
        ...

    def refused(self, proposal: Proposal) -> None:
        """Learn that the microscope will not do this, so that it is not proposed again."""
        ...
