"""A session from mission to hand-over: its folder, its identity, starting and resuming it."""

from fractoscope.agent.session.demo import run_demo
from fractoscope.agent.session.session_error import SessionError
from fractoscope.agent.session.session_file import SessionFile, read_session_file
from fractoscope.agent.session.session_folder import SessionFolder
from fractoscope.agent.session.session_lock import SessionLock
from fractoscope.agent.session.start import resume_session, run_mission

__all__ = [
    "SessionError",
    "SessionFile",
    "SessionFolder",
    "SessionLock",
    "read_session_file",
    "resume_session",
    "run_demo",
    "run_mission",
]
