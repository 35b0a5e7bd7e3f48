"""What the agent knows, rebuilt from the journal whenever a process starts."""

from fractoscope.agent.belief import BeliefMap, Observation
from fractoscope.agent.journal import Journal, JournalEntry, Kind
from fractoscope.agent.policy import Policy, Proposal
from fractoscope.instruments.values import Frame, FrameMetadata


class Knowledge:
    """Belief and policy, fed with the same history in the same order.

    Parameters
    ----------
    belief, policy
        Empty ones.

    Attributes
    ----------
    dose
        Charge put on the specimen by the frames so far (C), those that were not judged included.
    signature
        How the instrument signs its frames, from the first one on; None before.
    last
        The frame fetched last in this process, which the next one must not be again; None before the first.
    """

    def __init__(self, belief: BeliefMap, policy: Policy) -> None:
        self.belief = belief
        self.policy = policy
        self.dose = 0.0
        self.signature: str | None = None
        self.last: Frame | None = None
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

    def suffer(self, fault: JournalEntry) -> None:
        """Take in a fault: the dose of a frame that is not judged, and a place that was given up."""
        self.dose += float(fault.payload.get("dose_C", 0.0))
        if "given_up" in fault.payload:
            self.policy.refused(Proposal.model_validate(fault.payload["given_up"]))

    def recall(self, journal: Journal) -> None:
        """Take in everything that a journal holds."""
        frames = journal.entries(Kind.FRAME)
        self.signature = signature_of(FrameMetadata.model_validate(frames[0].payload["metadata"])) if frames else None
        doses = {entry.key: float(entry.payload["metadata"]["dose"]) for entry in frames}
        for entry in journal.entries():
            if entry.kind is Kind.TAGS:
                self.learn(Observation.model_validate(entry.payload), doses.get(entry.key, 0.0))
            elif entry.kind is Kind.REFUSAL and "proposal" in entry.payload:
                self.policy.refused(Proposal.model_validate(entry.payload["proposal"]))
            elif entry.kind is Kind.FAULT:
                self.suffer(entry)


def signature_of(metadata: FrameMetadata) -> str:
    """Return what a frame tells of its origin: instrument, simulated or not, and a simulator's seed, which is its specimen."""
    seed = metadata.notes.get("simulator_seed", "")
    return f"{metadata.instrument}{' (simulated)' if metadata.simulated else ''}{f' seed {seed}' if seed else ''}"
