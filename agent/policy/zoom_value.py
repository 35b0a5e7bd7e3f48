"""What a narrower look at a place is worth."""

from math import hypot

from fractoscope.agent.belief import OFF_TARGET, UNKNOWN, BeliefMap
from fractoscope.agent.policy.zone_needs import ZoneNeeds
from fractoscope.instruments.values import FieldOfView
from fractoscope.model.taxonomy import load_taxonomy


class ZoomValue:
    """Gain from doubt, from what verdicts lack, and from candidates that wait for their band.

    Parameters
    ----------
    belief
        The map as it is now.
    needs
        What its zones lack.
    """

    def __init__(self, belief: BeliefMap, needs: ZoneNeeds) -> None:
        self._belief = belief
        self._needs = needs
        self._doubt = belief.uncertainty
        self._dominant = belief.dominant
        words = belief.vocabulary
        self._telling = {name for label in words.labels for name in words.leading(label)}

    def of(self, seen: FieldOfView, width: float) -> tuple[float, str]:
        """Return gain and reason of looking at the centre of a field that was seen, at a smaller width (m)."""
        cell = self._belief.cells.nearest(seen.x, seen.y)
        label, doubt = self._dominant[cell], float(self._doubt[cell])
        here = [look for look in self._belief.observations if hypot(look.field.x - seen.x, look.field.y - seen.y) < 0.25 * look.field.width]
        told = {name for look in here for name in look.tags.asserted} & self._telling
        if label == OFF_TARGET or (told and told <= set(self._belief.vocabulary.leading(OFF_TARGET))):
            return 0.2 * doubt, "off the fracture, little to learn"
        gain, reasons = 0.3 + 0.4 * doubt, [f"uncertainty {doubt:.2f}"]
        if not told:
            # Neighbours may seem to settle the map here, but nothing that was seen at this very place does.
            gain += 0.4
            reasons.append("no telling feature called here yet")
        if waiting := self._candidates(seen, width):
            gain += 0.3
            reasons.append(f"{', '.join(waiting)} can be called at this field width")
        lack = self._needs.at(cell)
        if lack is not None and label != UNKNOWN and not lack.settled:
            gain += 0.45
            reasons.append(f"{label} still needs {'; '.join(lack.reasons())}")
        return gain, ", ".join(reasons)

    def _candidates(self, seen: FieldOfView, width: float) -> list[str]:
        """Return the candidates at a place whose band holds `width`."""
        features = load_taxonomy().features_by_id
        found: dict[str, None] = {}
        for look in self._belief.observations:
            if look.field.x == seen.x and look.field.y == seen.y and look.field.width == seen.width:
                for name in look.tags.candidates:
                    band = features[name].band if name in features else None
                    if band is not None and band.holds(width):
                        found[name] = None
        return list(found)
