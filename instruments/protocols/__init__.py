"""The protocols that tie rooms together: a microscope from outside, an adapter's abilities from inside."""

from fractoscope.instruments.protocols.abilities import (
    Adapter,
    AutoFunctions,
    Autostigmator,
    Chamber,
    Column,
    ContrastAdjuster,
    Pump,
    Scanner,
    Stage,
)
from fractoscope.instruments.protocols.clock import Clock
from fractoscope.instruments.protocols.disturbance import Disturbance, Port
from fractoscope.instruments.protocols.microscope import Leasable, Microscope, Observable, Operable, Stoppable
from fractoscope.instruments.protocols.watch import Watch

__all__ = [
    "Adapter",
    "AutoFunctions",
    "Autostigmator",
    "Chamber",
    "Clock",
    "Column",
    "ContrastAdjuster",
    "Disturbance",
    "Leasable",
    "Microscope",
    "Observable",
    "Operable",
    "Port",
    "Pump",
    "Scanner",
    "Stage",
    "Stoppable",
    "Watch",
]
