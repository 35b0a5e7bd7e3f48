"""The plugin host: microscopes, taggers and policies from any installed package, ours found the same way."""

from fractoscope.agent.plugins.discovery import discover, load
from fractoscope.agent.plugins.groups import PluginGroup
from fractoscope.agent.plugins.plugin import Plugin
from fractoscope.agent.plugins.plugin_error import PluginError

__all__ = ["Plugin", "PluginError", "PluginGroup", "discover", "load"]
