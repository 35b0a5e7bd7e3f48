"""Whether a quote stands in a text."""

from collections.abc import Sequence

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})


def is_verbatim(quote: str, sources: Sequence[str]) -> bool:
    """Return True if a quote of at least one letter stands in one of the texts.

    Letter for letter, but for case, blanks and the kind of dash or quotation mark: models print those anew without meaning to.
    """
    wanted = _plain(quote).strip(" .,;:")
    return any(sign.isalnum() for sign in wanted) and any(wanted in _plain(source) for source in sources)


def _plain(text: str) -> str:
    return " ".join(text.translate(_DASHES).casefold().split())
