"""One fault of a plan."""

from typing import Literal

from pydantic import Field, model_validator

from fractoscope.instruments.values import FrozenValue
from fractoscope.simulators.faults.fault_kind import FaultKind

Deed = Literal["move", "scan"]
"""What is counted; the scans of an autofocus are not."""

HANGS = 60.0
"""Seconds that a call hangs unless told otherwise: far beyond any allowance for a move."""

LATE = 1.0
"""Seconds by which a late reply is late unless told otherwise."""


class Fault(FrozenValue):
    """What goes wrong, when, how long and how badly.

    Attributes
    ----------
    kind
        What goes wrong.
    nth
        Which move or scan brings it about, counted from 1 over the life of the physical record; or None.
    after_s
        Simulated seconds after the microscope came up, from which on the next one does; or None. One of the two is needed.
    action
        Whether moves or scans count; None takes what the kind befalls by nature.
    times
        How many actions in a row are befallen; what lasts (a broken link, a trip, lost vacuum, a jump of the focus) comes once.
    seconds
        How long it lasts, a call hangs, or a reply is late; None is for good (a call hangs for `HANGS`, a reply is late by
        `LATE`). Simulated seconds; real ones for the link.
    severity
        From slight, just above 0, to 1: the share of lines lost, of the way left undone, of charging or of defocus.
    """

    kind: FaultKind
    nth: int | None = Field(default=None, ge=1)
    after_s: float | None = Field(default=None, ge=0)
    action: Deed | None = None
    times: int = Field(default=1, ge=1)
    seconds: float | None = Field(default=None, gt=0)
    severity: float = Field(default=0.5, gt=0, le=1)

    @model_validator(mode="after")
    def _has_one_moment(self) -> "Fault":
        if (self.nth is None) == (self.after_s is None):
            raise ValueError("give either nth (which move or scan) or after_s (seconds)")
        return self

    @property
    def deed(self) -> Deed:
        """What brings it about."""
        return self.action or ("move" if self.kind.on_move else "scan")

    def strikes(self, deed: Deed, number: int, elapsed: float, struck: int) -> bool:
        """Return True if it strikes this action.

        Parameters
        ----------
        deed, number
            The action, and its number among those of its sort.
        elapsed
            Simulated seconds since the microscope came up.
        struck
            How often the fault has struck before.
        """
        if deed != self.deed or struck >= (1 if self.kind.lasts else self.times):
            return False
        return elapsed >= self.after_s if self.after_s is not None else number >= (self.nth or 1)
