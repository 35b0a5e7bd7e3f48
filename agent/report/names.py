"""Names for readers."""

from fractoscope.agent.belief import OFF_TARGET, UNKNOWN
from fractoscope.model.taxonomy import load_taxonomy

_LABELS = {OFF_TARGET: "No fracture surface", UNKNOWN: "Undetermined"}


def mode_name(mode: str) -> str:
    """Return the short display name of a mode or label: what its long name says before a bracket."""
    names = {known.id: known.name for known in load_taxonomy().modes}
    return _LABELS.get(mode) or names.get(mode, _spoken(mode)).split(" (")[0]


def feature_name(feature: str) -> str:
    """Return the short display name of a feature; one that the taxonomy lacks keeps its identifier, made readable."""
    known = load_taxonomy().features_by_id.get(feature)
    return (known.name if known is not None else _spoken(feature)).split(" (")[0]


def _spoken(identifier: str) -> str:
    return identifier.replace("_", " ").capitalize()
