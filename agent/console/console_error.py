"""Why the console does not start."""


class ConsoleError(Exception):
    """Settings that are not safe, or an address that cannot be had; the text says the way out."""
