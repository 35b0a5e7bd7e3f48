"""Text that a terminal shows and does not obey."""

import unicodedata


def harmless(text: str) -> str:
    r"""Return text with control characters, and those that turn the direction of writing, spelled out (`\x1b`); line breaks stay.

    Names and notes come from missions, files and models: written raw, an escape sequence could move the cursor over an error or
    set the window's title.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelled(character) if _commands(character) else character for character in text)


def _commands(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) in {"Cc", "Cf"}


def _spelled(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
