"""One file a command; each parses, calls one function of another room, and returns a status."""

from fractoscope.agent.command_line.commands.assemble import assemble

__all__ = ["assemble"]
