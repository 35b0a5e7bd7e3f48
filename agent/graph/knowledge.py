"""What the agent knows, rebuilt from the journal whenever a process starts."""

from fractoscope.agent.belief import BeliefMap, Observation
from fractoscope.agent.journal import Journal, Kind
from fractoscope.agent.policy import Policy, Proposal


class Knowledge:
    """Belief and policy, fed with the same history in the same order.

    Parameters
    ----------
    belief, policy
        Empty ones.
    """

    def __init__(self, belief: BeliefMap, policy: Policy) -> None:
        self.belief = belief
        self.policy = policy
        self.dose = 0.0
        self._known: set[str] = set()

    @property
    def frames(self) -> int:
        """Frames learned from so far."""
        return len(self._known)

    def learn(self, observation: Observation, dose: float) -> None:
        """Take in a frame and its dose (C); a frame that is known already changes nothing."""
        frame_id = observation.tags.frame_id
        if frame_id in self._known:
            return
        self._known.add(frame_id)
        self.dose += dose
        self.belief.ingest(observation)
        self.policy.ingest(observation)

    def recall(self, journal: Journal) -> None:
        """Take in everything that a journal holds."""
        doses = {entry.key: float(entry.payload["metadata"]["dose"]) for entry in journal.entries(Kind.FRAME)}
        for entry in journal.entries():
            if entry.kind is Kind.TAGS:
                self.learn(Observation.model_validate(entry.payload), doses.get(entry.key, 0.0))
            elif entry.kind is Kind.REFUSAL and "proposal" in entry.payload:
                self.policy.refused(Proposal.model_validate(entry.payload["proposal"]))
