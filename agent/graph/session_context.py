"""What the nodes work with; never checkpointed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fractoscope.agent.graph.helm import Helm
from fractoscope.agent.graph.knowledge import Knowledge
from fractoscope.agent.journal import Journal
from fractoscope.agent.mission import Mission
from fractoscope.agent.oversight import Pulse, WishesReader
from fractoscope.agent.progress import Progress
from fractoscope.instruments.protocols import Clock, Microscope
from fractoscope.instruments.values import Capabilities, Frame
from fractoscope.model.tagger import Tagger


@dataclass(frozen=True)
class SessionContext:
    """Everything with an effect, handed to the graph from outside.

    Attributes
    ----------
    session_id
        Stem of all action ids.
    mission
        What is asked.
    folder
        The session's folder.
    microscope, capabilities, helm
        The instrument, what it can do, and the control of it.
    tagger, knowledge, journal
        What reads frames, what is known, and the record.
    wishes
        What operators want.
    pulse
        Is told what the session is at, or None where nobody watches.
    clock
        Paces waiting for people.
    elapsed
        Returns working time so far (s), earlier runs of the session included.
    keep_frame
        Writes a frame to a path, durably.
    progress
        Is told of each frame.
    """

    session_id: str
    mission: Mission
    folder: Path
    microscope: Microscope
    capabilities: Capabilities
    helm: Helm
    tagger: Tagger
    knowledge: Knowledge
    journal: Journal
    wishes: WishesReader
    pulse: Pulse | None
    clock: Clock
    elapsed: Callable[[], float]
    keep_frame: Callable[[Frame, Path], None]
    progress: Progress

    def at(self, doing: str) -> None:
        """Tell whoever watches what the session is at."""
        if self.pulse is not None:
            self.pulse.doing = doing

    def action_id(self, step: int, purpose: str) -> str:
        """Return the id of an action: the same for the same step and purpose, whatever happened in between."""
        return f"{self.session_id}-{step:05d}-{purpose}"
