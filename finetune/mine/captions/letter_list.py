"""Letters of panels."""

LETTERS = "abcdefghijklmnopqrstuvwx"
"""Letters that a panel can have; a figure of more than 24 panels is a plate, which nobody splits by its caption."""


def letter_span(first: str, last: str) -> tuple[str, ...]:
    """Return the letters from `first` to `last`, both included and in lower case; empty if they do not rise.

    Examples
    --------
    >>> letter_span("B", "D")
    ('b', 'c', 'd')
    """
    low, high = LETTERS.find(first.lower()), LETTERS.find(last.lower())
    return tuple(LETTERS[low : high + 1]) if 0 <= low <= high else ()
