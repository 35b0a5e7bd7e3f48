"""Where to look next: policies propose, the graph checks and chooses."""

from fractoscope.agent.policy.allowance import Allowance
from fractoscope.agent.policy.policy import Policy
from fractoscope.agent.policy.proposal import Finish, Intent, LookAt, Proposal, Refocus
from fractoscope.agent.policy.survey_then_zoom import SurveyThenZoom, make_survey_then_zoom

__all__ = ["Allowance", "Finish", "Intent", "LookAt", "Policy", "Proposal", "Refocus", "SurveyThenZoom", "make_survey_then_zoom"]
