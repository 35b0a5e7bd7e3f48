"""What a paper reports of its own models on its own pictures: quoted, never computed with."""

from dataclasses import dataclass

SOURCE = "arXiv 2605.07145"
CAVEAT = (
    "precision on 100 pictures of its own, which were not found in public; which reading of precision is not said, and no recall is "
    "given, so that a model which says little may score high. Other pictures, other labels: no difference to them means anything"
)


@dataclass(frozen=True)
class PublishedFigure:
    """One figure.

    Attributes
    ----------
    model
        As the paper calls it.
    precision
        As printed.
    wilson_95
        Interval of a share of 100 independent pictures (Wilson 1927), which is the least doubt there can be.
    """

    model: str
    precision: float
    wilson_95: tuple[float, float]


PUBLISHED = (
    PublishedFigure("Qwen3-VL-32B, fine-tuned", 0.92, (0.85, 0.96)),
    PublishedFigure("Gemini 3.1 Pro, high", 0.78, (0.69, 0.85)),
    PublishedFigure("GPT-5.5, high", 0.58, (0.48, 0.67)),
    PublishedFigure("Qwen3-VL-32B, base", 0.35, (0.26, 0.45)),
)
