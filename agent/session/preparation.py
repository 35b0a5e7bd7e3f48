"""What a session needs before the instrument is touched."""

import platform
from collections.abc import Callable
from importlib.metadata import version
from typing import Any, cast

from fractoscope.agent.mission import Mission, MissionError
from fractoscope.agent.plugins import PluginGroup, load
from fractoscope.agent.policy import Policy
from fractoscope.model.tagger import Tagger

MakeTagger = Callable[[dict[str, Any]], Tagger]
MakePolicy = Callable[[dict[str, Any]], Policy]


def load_tagger(mission: Mission, path: str) -> Tagger:
    """Make the mission's tagger.

    Raises
    ------
    PluginError, MissionError
        If there is none of this name, it does not take the options, or it would send images outside without leave.
    """
    make = cast(MakeTagger, load(PluginGroup.TAGGERS, mission.tagger.name))
    try:
        tagger = make(dict(mission.tagger.options))
    except (TypeError, ValueError) as error:
        raise MissionError(path, "tagger.options", str(error)) from error
    if getattr(tagger, "sends_images_outside", False) and not mission.images_may_leave_lab:
        raise MissionError(
            path, "images_may_leave_lab", f"tagger {mission.tagger.name!r} sends images outside; allow it, or choose a local one"
        )
    return tagger


def load_policy(mission: Mission, path: str) -> Policy:
    """Make the mission's policy.

    Raises
    ------
    PluginError, MissionError
        If there is none of this name, or it does not take the options.
    """
    make = cast(MakePolicy, load(PluginGroup.POLICIES, mission.policy.name))
    try:
        return make(dict(mission.policy.options))
    except (TypeError, ValueError) as error:
        raise MissionError(path, "policy.options", str(error)) from error


def versions() -> dict[str, str]:
    """Return the versions that a reader of a session would ask for."""
    return {"python": platform.python_version(), **{name: version(name) for name in ("fractoscope", "langgraph", "numpy", "pydantic")}}
