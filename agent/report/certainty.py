"""Probabilities in words."""

_WORDS = (
    (0.9, "very likely"),
    (0.66, "likely"),
    (0.5, "more likely than not"),
    (0.33, "about as likely as not"),
    (0.1, "unlikely"),
)


def certainty_words(probability: float) -> str:
    """Return how certain a statement is, in words that always mean the same.

    The bounds are those of calibrated language (M. D. Mastrandrea et al., Guidance Note for Lead Authors of the IPCC Fifth Assessment
    Report on Consistent Treatment of Uncertainties, 2010) without its "virtually certain": no session here earns that.
    """
    return next((words for bound, words in _WORDS if probability >= bound), "very unlikely")
