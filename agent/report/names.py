"""Names for readers."""

import re

from fractoscope.agent.belief import OFF_TARGET, UNKNOWN
from fractoscope.model.taxonomy import load_taxonomy

_LABELS = {OFF_TARGET: "No fracture surface", UNKNOWN: "Undetermined"}


def mode_name(mode: str) -> str:
    """Return the short display name of a mode or label: its long name without what stands in brackets."""
    names = {known.id: known.name for known in load_taxonomy().modes}
    return _LABELS.get(mode) or _short(names.get(mode, _spoken(mode)))


def feature_name(feature: str) -> str:
    """Return the short display name of a feature; one that the taxonomy lacks keeps its identifier, made readable."""
    known = load_taxonomy().features_by_id.get(feature)
    return _short(known.name if known is not None else _spoken(feature))


def readable(text: str) -> str:
    """Return a text with the identifiers of modes and features that it names replaced by their display names."""
    words = load_taxonomy()
    names = {mode.id: mode_name(mode.id) for mode in words.modes} | {feature.id: feature_name(feature.id) for feature in words.features}
    # Identifiers without an underscore are plain words already.
    return re.sub(r"[a-z0-9]+(?:_[a-z0-9]+)+", lambda found: _lower(names.get(found[0], found[0])), text)


def _short(name: str) -> str:
    return re.sub(r" \([^)]*\)", "", name)


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _spoken(identifier: str) -> str:
    return identifier.replace("_", " ").capitalize()
