"""Whether a frame is the one that was asked for: questions to its metadata and to the frame before it, none to what it shows."""

from fractoscope.instruments.frame_checks.require_as_asked import require_as_asked
from fractoscope.instruments.frame_checks.require_fresh import require_fresh
from fractoscope.instruments.frame_checks.require_in_place import require_in_place

__all__ = ["require_as_asked", "require_fresh", "require_in_place"]
