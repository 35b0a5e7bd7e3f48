"""From the belief map to statements about zones: the hand-over's claims, with evidence and gaps."""

from fractoscope.agent.verdict.not_examined import not_examined
from fractoscope.agent.verdict.shortfall import Shortfall, shortfall
from fractoscope.agent.verdict.zone import Zone, find_zones
from fractoscope.agent.verdict.zone_verdict import ZoneVerdict, judge_zone

__all__ = ["Shortfall", "Zone", "ZoneVerdict", "find_zones", "judge_zone", "not_examined", "shortfall"]
