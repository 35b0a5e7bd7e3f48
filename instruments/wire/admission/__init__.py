"""Who may stay connected to a port, and what is looked at before anything is decoded."""

from fractoscope.instruments.wire.admission.listener import Listener
from fractoscope.instruments.wire.admission.roster import Roster
from fractoscope.instruments.wire.admission.served_connection import ServedConnection

__all__ = ["Listener", "Roster", "ServedConnection"]
