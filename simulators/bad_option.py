"""What is wrong with an option of a simulator."""


class BadOption(ValueError):
    """An option is unknown, missing, or not what it should be; the text names it and what is accepted."""
