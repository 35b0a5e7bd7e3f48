"""A factory that some installed package offers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plugin:
    """An announced entry point, loaded or not.

    Attributes
    ----------
    name
        What a mission or a command asks for.
    group
        Entry-point group it is announced in.
    distribution
        Installed package and version that announces it; empty if it does not tell.
    target
        Module and attribute that it names.
    error
        Why it did not load, in one line; None if it loaded or was not tried.
    """

    name: str
    group: str
    distribution: str
    target: str
    error: str | None = None
