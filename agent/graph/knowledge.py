"""What the agent knows, rebuilt from the journal whenever a process starts."""

from fractoscope.agent.belief import BeliefMap, Observation
from fractoscope.agent.journal import Journal, JournalEntry, Kind
from fractoscope.agent.policy import LookAt, Policy, Proposal
from fractoscope.instruments.values import FieldOfView, Frame, FrameMetadata


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
        The frame of a step fetched last in this process, which the next one must not be again; None before the first.
    last_number
        Number of the last frame that was kept, read or not; 0 before the first.
    """

    def __init__(self, belief: BeliefMap, policy: Policy) -> None:
        self.belief = belief
        self.policy = policy
        self.dose = 0.0
        self.signature: str | None = None
        self.last: Frame | None = None
        self.last_number = 0
        self._known: set[str] = set()
        self._excluded = 0

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

    def exclude(self, fields: tuple[FieldOfView, ...]) -> None:
        """Have the policy never propose these fields; fields are only ever added, and each is told once."""
        for number, field in enumerate(fields[self._excluded :], start=self._excluded):
            action, reason = LookAt(field=field), "excluded by an operator"
            self.policy.refused(Proposal(id=f"excluded-{number}", action=action, gain=0.0, cost=0.0, purpose="operator", reason=reason))
        self._excluded = len(fields)

    def recall(self, journal: Journal) -> None:
        """Take in everything that a journal holds."""
        frames = journal.entries(Kind.FRAME)
        self.signature = signature_of(FrameMetadata.model_validate(frames[0].payload["metadata"])) if frames else None
        self.last_number = max((int(entry.payload["number"]) for entry in frames), default=0)
        doses = {entry.key: float(entry.payload["metadata"]["dose"]) for entry in frames}
        for entry in journal.entries():
            if entry.kind is Kind.TAGS:
                self.learn(Observation.model_validate(entry.payload), doses.get(entry.key, 0.0))
            elif entry.kind is Kind.REFUSAL and "proposal" in entry.payload:
                self.policy.refused(Proposal.model_validate(entry.payload["proposal"]))
            elif entry.kind is Kind.FAULT:
                self.suffer(entry)


def signature_of(metadata: FrameMetadata) -> str:
    """Return what a frame tells of its origin: instrument, simulated or not, and a simulator's seed and family, which are its specimen."""
    seed = metadata.notes.get("simulator_seed", "")
    family = metadata.notes.get("simulator_family", "plate")
    # Sessions from before there were families are on plates.
    specimen = f" seed {seed}" if family == "plate" else f" seed {seed} of {family}"
    return f"{metadata.instrument}{' (simulated)' if metadata.simulated else ''}{specimen if seed else ''}"
