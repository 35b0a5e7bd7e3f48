"""What a narrower look at a place is worth."""

from fractoscope.agent.belief import OFF_TARGET, UNKNOWN, BeliefMap
from fractoscope.agent.policy.place_memory import PlaceMemory
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
    memory
        What was said at each place, up to the map's last frame.
    """

    def __init__(self, belief: BeliefMap, needs: ZoneNeeds, memory: PlaceMemory) -> None:
        self._belief = belief
        self._needs = needs
        self._memory = memory
        self._doubt = belief.uncertainty
        self._dominant = belief.dominant
        words = belief.vocabulary
        self._off = set(words.leading(OFF_TARGET))
        self._telling = {name for label in words.labels for name in words.leading(label)}

    def of(self, seen: FieldOfView, width: float) -> tuple[float, str]:
        """Return gain and reason of looking at the centre of a field that was seen, at a smaller width (m)."""
        cell = self._memory.cell(seen.x, seen.y)
        label, doubt = self._dominant[cell], float(self._doubt[cell])
        told = self._memory.told(seen.x, seen.y) & self._telling
        if label == OFF_TARGET or (told and told <= self._off):
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
        bands = {name: features[name].band for name in self._memory.candidates(seen.x, seen.y, seen.width) if name in features}
        return [name for name, band in bands.items() if band is not None and band.holds(width)]
