"""Frames of one session that do not show one specimen."""

from fractoscope.agent.mission import MissionError


class SpecimenChanged(MissionError):
    """The instrument signs its frames otherwise than at the beginning of the session: another microscope, or another specimen in it."""
