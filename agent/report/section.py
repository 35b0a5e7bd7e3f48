"""Parts of the report, and which of them nobody may leave out."""

from enum import StrEnum


class Section(StrEnum):
    """A part, in the order in which they stand unless a lab orders them otherwise."""

    SUMMARY = "summary"
    MAP = "map"
    ZONES = "zones"
    ORIGIN = "origin"
    SPACING = "spacing"
    GAPS = "gaps"
    OPERATOR = "operator"
    FRAMES = "frames"
    DECISIONS = "decisions"
    INCIDENTS = "incidents"
    IDENTITIES = "identities"
    INTEGRITY = "integrity"


NEEDED = (Section.SUMMARY, Section.ZONES, Section.ORIGIN, Section.GAPS, Section.OPERATOR, Section.FRAMES, Section.INTEGRITY)
"""What is stated, what speaks against it, what is missing, who stepped in, and whether the record holds: without these a report
misleads, and without the frames its links lead nowhere."""
