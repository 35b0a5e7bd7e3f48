"""A long session, watched from outside: what grows that should not."""

from fractoscope.agent.soak.measure_soak import measure_soak

__all__ = ["measure_soak"]
