"""A session as one file that others can read and check without this program."""

from fractoscope.agent.export.export_error import ExportError
from fractoscope.agent.export.export_session import Exported, Frames, export_session

__all__ = ["ExportError", "Exported", "Frames", "export_session"]
