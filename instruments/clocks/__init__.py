"""Clocks that keep to the protocol of the same name."""

from fractoscope.instruments.clocks.system_clock import SystemClock

__all__ = ["SystemClock"]
