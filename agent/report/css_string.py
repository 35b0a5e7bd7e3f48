"""Text inside a style sheet."""

from markupsafe import Markup


def css_string(text: str) -> Markup:
    r"""Return a text as a quoted CSS string in which everything but plain letters, digits, spaces, dots and hyphens is escaped.

    The escapes hold no character that means something to HTML, so the result can stand in a page as it is.

    Examples
    --------
    >>> print(css_string("a</style>"))
    "a\00003c\00002fstyle\00003e"
    """
    # Six digits need no space after them and cannot swallow what follows.
    escaped = (sign if sign.isascii() and (sign.isalnum() or sign in " .-") else f"\\{ord(sign):06x}" for sign in text)
    return Markup(f'"{"".join(escaped)}"')  # noqa: S704 - no sign is left that means something to HTML
