"""Names of what the twin draws."""

from fractoscope.model.taxonomy import load_taxonomy
from fractoscope.simulators.specimen.feature import Feature


def test_every_drawn_feature_is_in_the_taxonomy():
    """Pins the names: a bit that the taxonomy does not know could never be scored."""
    known = {feature.id for feature in load_taxonomy().features}
    assert {feature.name.lower() for feature in Feature if feature.name} <= known
