"""Under which terms a figure may be used."""

from typing import Literal

from fractoscope.instruments.values.frozen_value import FrozenValue

UNKNOWN = "unknown"


class Licence(FrozenValue):
    """A licence as it was read.

    Attributes
    ----------
    id
        SPDX-like: `CC-BY-4.0`, `CC-BY` without a version, `CC0-1.0`, `public-domain`, `CC-BY-NC-ND-4.0`, `unknown`.
    source
        Whose words these are: the article's, or the figure's own, which count more.
    statement
        The words or the address that it was read from, at most 300 characters.
    """

    id: str = UNKNOWN
    source: Literal["article", "figure"] = "article"
    statement: str = ""
