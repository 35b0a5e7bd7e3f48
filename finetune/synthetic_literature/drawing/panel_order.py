"""What a figure is asked to show in one panel."""

from dataclasses import dataclass

from fractoscope.finetune.synthetic_literature.micrographs import Micrograph


@dataclass(frozen=True)
class PanelOrder:
    """Content of a panel.

    Attributes
    ----------
    kind
        "fracture", a look-alike's name, "plot" or "scheme".
    micrograph
        What to show; None for drawings.
    copy
        True for a surface that stood in a figure before: it is turned, flipped and rescaled.
    """

    kind: str
    micrograph: Micrograph | None = None
    copy: bool = False
