"""A sentence in `report.json`."""

from fractoscope.instruments.values import FrozenValue


class StatementRecord(FrozenValue):
    """One sentence.

    Attributes
    ----------
    text
        As it stands on the page.
    weight
        `stated`, `open` or `plain`.
    frames
        Numbers of the frames that it rests on.
    """

    text: str
    weight: str
    frames: tuple[int, ...]
