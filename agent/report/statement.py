"""Sentences that point at their frames."""

from collections.abc import Iterable
from dataclasses import dataclass

_MOST = 12


@dataclass(frozen=True)
class Part:
    """A piece of a sentence.

    Attributes
    ----------
    text
        As it is shown.
    frame
        Number of the frame that it links to, or None for plain text.
    """

    text: str
    frame: int | None = None


@dataclass(frozen=True)
class Statement:
    """A sentence.

    Attributes
    ----------
    parts
        Its pieces, in order, with their own spaces.
    weight
        "stated", "open" or "plain": how it is set.
    """

    parts: tuple[Part, ...]
    weight: str = "plain"

    @property
    def frames(self) -> tuple[int, ...]:
        """Numbers of the frames that it links to."""
        return tuple(part.frame for part in self.parts if part.frame is not None)

    @property
    def text(self) -> str:
        """The sentence without its links."""
        return "".join(part.text for part in self.parts)


def sentence(*pieces: str | Iterable[int], weight: str = "plain") -> Statement:
    """Return a statement from texts and lists of frame numbers; a list becomes "frame 3" or "frames 3, 5 and 8", cut after twelve."""
    parts: list[Part] = []
    for piece in pieces:
        parts += [Part(piece)] if isinstance(piece, str) else _links(list(piece))
    return Statement(tuple(parts), weight)


def _links(numbers: list[int]) -> list[Part]:
    shown, more = numbers[:_MOST], len(numbers[_MOST:])
    parts = [Part("frame " if len(numbers) == 1 else "frames " if numbers else "no frame")]
    for index, number in enumerate(shown):
        if index:
            parts.append(Part(" and " if index == len(shown) - 1 and not more else ", "))
        parts.append(Part(str(number), number))
    return [*parts, Part(f" and {more} more")] if more else parts
