"""Wishes as they stand at this moment, read from a journal that grows."""

from fractoscope.agent.journal import Journal
from fractoscope.agent.oversight.mode import Mode
from fractoscope.agent.oversight.wishes import Wishes


class WishesReader:
    """Folds only what was written since the last look.

    Parameters
    ----------
    journal
        Of the session.
    mode
        That the mission begins in.
    """

    def __init__(self, journal: Journal, mode: Mode) -> None:
        self._journal = journal
        self._wishes = Wishes.at_start(mode)
        self._read = 0

    @property
    def now(self) -> Wishes:
        """What holds after the journal's last entry."""
        entries = self._journal.entries(after=self._read)
        if entries:
            self._wishes, self._read = self._wishes.after_all(entries), entries[-1].number
        return self._wishes
