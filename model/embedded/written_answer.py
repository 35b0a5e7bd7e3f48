"""What the embedded model wrote about a picture."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WrittenAnswer:
    """The JSON answer, decoded into a closed form.

    Attributes
    ----------
    features
        Identifiers of the features said to be present.
    dominant
        The one said to cover most of the picture, or None.
    """

    features: tuple[str, ...]
    dominant: str | None
