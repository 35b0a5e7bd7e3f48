"""Whether the agent lives."""

from enum import StrEnum
from pathlib import Path

from fractoscope.agent.oversight import read_beat
from fractoscope.instruments.protocols import Clock
from fractoscope.instruments.values import FrozenValue

SILENCE = 1.6
"""Seconds without a new beat after which an agent counts as silent: three beats, and the page says so within 2 s."""


class Life(StrEnum):
    """What the sign of life tells."""

    ABSENT = "absent"
    ALIVE = "alive"
    SILENT = "silent"


class AgentView(FrozenValue):
    """The agent as a watcher sees it.

    Attributes
    ----------
    life
        Absent: no agent runs. Silent: its process was killed or is frozen.
    doing
        What its main thread said last.
    silent_s
        Seconds since its last beat.
    """

    life: Life
    doing: str = ""
    silent_s: float = 0.0


class AgentWatch:
    """Compares beats by number, so that the clocks of two machines do not matter.

    Parameters
    ----------
    path
        The agent's pulse file.
    clock
        Measures silence.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._last: tuple[int, int] | None = None
        self._since = clock.monotonic()

    def look(self) -> AgentView:
        """Return how the agent is now; to be asked several times a second."""
        beat, now = read_beat(self._path), self._clock.monotonic()
        if beat is None and not self._path.exists():
            self._last = None
            return AgentView(life=Life.ABSENT)
        if beat is not None and (beat.pid, beat.number) != self._last:
            self._last, self._since = (beat.pid, beat.number), now
        silent = now - self._since
        doing = beat.doing if beat is not None else ""
        return AgentView(life=Life.SILENT if silent > SILENCE else Life.ALIVE, doing=doing, silent_s=round(silent, 2))
