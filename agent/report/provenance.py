"""Whether a real specimen was looked at: the first thing that a reader must know."""

from dataclasses import dataclass

from fractoscope.agent.journal import Kind
from fractoscope.agent.report.session_record import SessionRecord


@dataclass(frozen=True)
class Provenance:
    """The banner.

    Attributes
    ----------
    kind
        "simulated", "mixed", "virtual-stage", "real" or "unknown".
    title, text
        For readers.
    """

    kind: str
    title: str
    text: str


_TEXTS = {
    "simulated": ("SIMULATED", "No frame in this report shows a real specimen; nothing here is evidence about a real part."),
    "mixed": ("PARTLY SIMULATED", "Some frames are simulated; each frame says which."),
    "virtual-stage": (
        "Real micrographs, virtual stage",
        "The frames are pictures taken earlier; no microscope was driven and no dose was given.",
    ),
    "real": ("Real specimen", "Frames were taken by a microscope in this session."),
    "unknown": ("Origin of the frames unknown", "The session's files do not tell whether the microscope was simulated."),
}


def provenance(record: SessionRecord) -> Provenance:
    """Return the banner from the stamps on the frames; without frames, from the session's file."""
    frames = [entry.payload["metadata"] for entry in record.of(Kind.FRAME)]
    stamps = {bool(metadata["simulated"]) for metadata in frames}
    instruments = [str(metadata.get("instrument", "")) for metadata in frames]
    if record.session is not None and not frames:
        stamps, instruments = {record.session.simulated}, [record.session.instrument]
    kind = "unknown"
    if stamps == {True}:
        kind = "simulated"
    elif stamps == {True, False}:
        kind = "mixed"
    elif stamps:
        kind = "virtual-stage" if all("virtual stage" in name for name in instruments) else "real"
    return Provenance(kind, *_TEXTS[kind])
