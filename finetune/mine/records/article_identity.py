"""Which article a panel comes from."""

from fractoscope.instruments.values.frozen_value import FrozenValue


class ArticleIdentity(FrozenValue):
    """Names of an article; empty where the source does not tell.

    Attributes
    ----------
    title
        As printed, on one line.
    doi
        Without a resolver in front: `10.1000/182`.
    pmcid
        With its prefix: `PMC3166277`.
    journal
        As printed.
    year
        Of the first publication, or None.
    """

    title: str = ""
    doi: str = ""
    pmcid: str = ""
    journal: str = ""
    year: int | None = None
