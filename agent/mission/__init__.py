"""What a session is asked to do: read from TOML, checked before anything moves."""

from fractoscope.agent.mission.area import Area, Rectangle, Target
from fractoscope.agent.mission.budget import Budget
from fractoscope.agent.mission.check_mission import check_mission
from fractoscope.agent.mission.mission import InstrumentChoice, Mission, PluginChoice, Specimen
from fractoscope.agent.mission.mission_error import MissionError
from fractoscope.agent.mission.mission_file import mission_digest, mission_toml, read_mission
from fractoscope.agent.mission.oversight_orders import OversightOrders

__all__ = [
    "Area",
    "Budget",
    "InstrumentChoice",
    "Mission",
    "MissionError",
    "OversightOrders",
    "PluginChoice",
    "Rectangle",
    "Specimen",
    "Target",
    "check_mission",
    "mission_digest",
    "mission_toml",
    "read_mission",
]
