"""Whether a panel shows a fracture surface in an SEM, and who says so."""

from typing import Literal

from fractoscope.instruments.values.frozen_value import FrozenValue

Answer = Literal["yes", "no", "unsure"]


class FractureFinding(FrozenValue):
    """What each test said.

    Attributes
    ----------
    text
        What caption and excerpts say.
    text_score
        Sum of the weights of the words found; above 0 speaks for fracture.
    words
        The words that counted.
    picture
        "yes" where the picture can be a grey micrograph, else why not, such as "colour" or "drawing".
    tagger
        Probability of fracture minus that of no fracture, by the tagger that was asked; None if none was.
    """

    text: Answer
    text_score: float = 0.0
    words: tuple[str, ...] = ()
    picture: str = "yes"
    tagger: float | None = None
