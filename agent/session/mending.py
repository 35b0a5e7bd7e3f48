"""How a broken link was mended."""

from fractoscope.instruments.values import FrozenValue, SemState


class Mending(FrozenValue):
    """What happened between a lost connection and the next answer.

    Attributes
    ----------
    reason
        Why the connection was lost.
    tries
        Attempts that it took to connect anew.
    seconds
        How long that took, by the session's clock.
    state
        The microscope as it was found.
    """

    reason: str
    tries: int
    seconds: float
    state: SemState

    @property
    def text(self) -> str:
        """One line for a journal."""
        at_work = f"busy with {self.state.operation}" if self.state.operation else "at rest"
        tries = "at the first try" if self.tries == 1 else f"after {self.tries} tries"
        return f"the link was lost ({self.reason}); connected anew {tries} in {self.seconds:.1f} s, found the instrument {at_work}"
