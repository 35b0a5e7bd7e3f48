"""What a session does when something goes wrong: a word for each fault, and a capped list of remedies for each word."""

from fractoscope.agent.recovery.fault_word import FaultWord, word_of
from fractoscope.agent.recovery.remedy import Remedy, remedy_for
from fractoscope.agent.recovery.require_ready import require_ready
from fractoscope.agent.recovery.require_sound import require_sound

__all__ = ["FaultWord", "Remedy", "remedy_for", "require_ready", "require_sound", "word_of"]
