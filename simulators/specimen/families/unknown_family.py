"""A family that does not exist."""


class UnknownFamily(ValueError):
    """There is no family of specimens of that name.

    Parameters
    ----------
    family
        What was asked for.
    known
        What there is.
    """

    def __init__(self, family: str, known: tuple[str, ...]) -> None:
        super().__init__(f"there is no specimen family {family!r}; take one of {', '.join(known)}")
        self.family = family
        self.known = known
