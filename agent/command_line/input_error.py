"""What a person or a program typed that cannot be used."""


class InputError(Exception):
    """A value of the command line is not usable; the text says which, why, and what is accepted."""
