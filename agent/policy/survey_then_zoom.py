"""The first policy: survey, then zoom where it pays, then follow the striations home."""

from heapq import nsmallest
from typing import Any

from pydantic import ValidationError

from fractoscope.agent.belief import BeliefMap, Observation
from fractoscope.agent.belief.evidence import vetoed
from fractoscope.agent.policy.allowance import Allowance
from fractoscope.agent.policy.coverage import coverage_proposals
from fractoscope.agent.policy.journey import Journey
from fractoscope.agent.policy.origin_chase import origin_proposals
from fractoscope.agent.policy.place_memory import PlaceMemory
from fractoscope.agent.policy.proposal import Finish, LookAt, Proposal, Refocus
from fractoscope.agent.policy.survey_grid import survey_grid
from fractoscope.agent.policy.survey_options import SurveyOptions
from fractoscope.agent.policy.target_round import target_proposals
from fractoscope.agent.policy.visits import Visits
from fractoscope.agent.policy.zone_needs import ZoneNeeds
from fractoscope.agent.policy.zoom_value import ZoomValue
from fractoscope.instruments.values import FieldOfView

_OFFERED = 8


class SurveyThenZoom:
    """Survey on a grid; then, place by place, zoom where most is unsettled or most is missing for a verdict.

    Parameters
    ----------
    options
        Field widths and weights.
    """

    def __init__(self, options: SurveyOptions) -> None:
        self._options = options
        self._visits = Visits()
        self._last: Observation | None = None
        self._memory: PlaceMemory | None = None

    def ingest(self, observation: Observation) -> None:
        """Remember what was seen."""
        self._visits.ingest(observation)
        self._last = observation

    def refused(self, proposal: Proposal) -> None:
        """Never propose this field again."""
        if isinstance(proposal.action, LookAt | Refocus):
            self._visits.refuse(proposal.action.field)

    def suggest(self, belief: BeliefMap, allowance: Allowance) -> list[Proposal]:
        """Return the best proposals, or `Finish` alone when nothing is worth its cost."""
        journey = Journey(allowance, self._options.travel_weight)
        found = self._retake(belief, allowance)
        if belief.area.targets:
            found += target_proposals(belief, self._visits, journey)
        else:
            found += self._on_outline(belief, allowance, journey)
        worth = [item for item in found if item.gain - item.cost > self._options.stop_gain]
        worth.sort(key=lambda item: (item.cost - item.gain, item.id))
        if worth:
            return worth[:_OFFERED]
        return [Proposal(id="finish", action=Finish(), gain=0.0, cost=0.0, purpose="finish", reason="nothing left is worth its cost")]

    def _on_outline(self, belief: BeliefMap, allowance: Allowance, journey: Journey) -> list[Proposal]:
        low = allowance.survey_width or self._options.survey_width_m
        count = max(4, round(self._options.survey_share * allowance.frames_total))
        places = survey_grid(belief.area, min(count, allowance.frames_total), low)
        pending = [(number, FieldOfView(x=x, y=y, width=low)) for number, (x, y) in enumerate(places)]
        pending = [(number, field) for number, field in pending if not self._visits.done(field)]
        survey = [
            # The order of the grid is the cheapest tour: an earlier place is worth a little more than a later one.
            journey.proposal(f"survey-{number}", field, 3.0 - 1e-3 * number, "survey", f"survey, place {number + 1} of {len(places)}")
            for number, field in pending[:_OFFERED]
        ]
        needs = ZoneNeeds(belief)
        zooms = self._zooms(belief, needs, journey, low)
        chase = origin_proposals(belief, self._visits, journey, (self._options.medium_width_m, self._options.high_width_m))
        zones = [] if pending else needs.proposals(self._visits, journey, self._options.medium_width_m, self._options.high_width_m)
        return [*survey, *zooms, *chase, *zones, *coverage_proposals(belief, self._visits, journey, low)]

    def _zooms(self, belief: BeliefMap, needs: ZoneNeeds, journey: Journey, low: float) -> list[Proposal]:
        """Return the best looks at the next field width where only wider ones were had."""
        if self._memory is None or self._memory.belief is not belief:
            self._memory = PlaceMemory(belief)
        self._memory.follow()
        value = ZoomValue(belief, needs, self._memory)
        found: list[tuple[float, str, FieldOfView, float, str]] = []
        for number, field in enumerate(self._visits.fields):
            for wide, narrow in ((low, self._options.medium_width_m), (self._options.medium_width_m, self._options.high_width_m)):
                if not 0.67 < field.width / wide < 1.5:
                    continue
                target = FieldOfView(x=field.x, y=field.y, width=narrow)
                if not self._visits.done(target):
                    gain, reason = value.of(field, narrow)
                    found.append((journey.cost(target) - gain, f"zoom-{number}-{narrow * 1e6:.0f}um", target, gain, reason))
        # Proposals are made of those alone that can be among the offered: there may be hundreds.
        best = nsmallest(_OFFERED, found, key=lambda item: item[:2])
        return [journey.proposal(name, target, gain, "zoom", reason) for _, name, target, gain, reason in best]

    def _retake(self, belief: BeliefMap, allowance: Allowance) -> list[Proposal]:
        last = self._last
        if last is None or last.purpose == "retake" or not vetoed(last):
            return []
        if any(target.columns is not None for target in belief.area.targets):
            # A target with a raster of its own is a stored picture: scanned again it is the same picture.
            return []
        flags = ", ".join(last.tags.quality.flags)
        soft = "out_of_focus" in last.tags.quality.flags and allowance.can_focus
        action = Refocus(field=last.field) if soft else LookAt(field=last.field)
        return [
            Proposal(
                id=f"retake-{last.step}", action=action, gain=5.0, cost=0.0, purpose="retake", reason=f"the last frame is spoilt: {flags}"
            )
        ]


def make_survey_then_zoom(options: dict[str, Any]) -> SurveyThenZoom:
    """Make the policy from a mission's options (entry point `survey`).

    Raises
    ------
    ValueError
        If an option is unknown or its value not accepted.
    """
    try:
        return SurveyThenZoom(SurveyOptions.model_validate(options))
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        accepted = ", ".join(SurveyOptions.model_fields)
        name = ".".join(str(part) for part in fault["loc"])
        raise ValueError(f"option {name}: {fault['msg']}; accepted options: {accepted}") from error
