"""What the page's list of frames and its map need of each frame: little, since a session may have thousands."""

from dataclasses import dataclass
from typing import Any

from fractoscope.agent.journal import JournalEntry


@dataclass
class FrameRow:
    """One frame; the reading comes after the picture.

    Attributes
    ----------
    number, frame_id, file
        As in the journal.
    purpose, step
        Of the decision.
    x, y, width, aspect
        Field (m) and its height divided by its width; None without a place or a scale.
    time
        UTC, ISO 8601.
    dose
        Charge (C).
    said
        Asserted features, or None while the frame is not read.
    quality
        Flags of the quality gate.
    """

    number: int
    frame_id: str
    file: str
    purpose: str
    step: int
    x: float | None
    y: float | None
    width: float | None
    aspect: float
    time: str
    dose: float
    said: list[str] | None = None
    quality: list[str] | None = None

    @classmethod
    def of(cls, entry: JournalEntry) -> "FrameRow":
        """Return the row of a frame's entry."""
        payload = entry.payload
        metadata = payload.get("metadata", {})
        position, scan = metadata.get("position") or {}, metadata.get("scan") or {}
        return cls(
            number=int(payload["number"]),
            frame_id=entry.key,
            file=str(payload["file"]),
            purpose=str(payload.get("purpose", "")),
            step=int(payload.get("step", 0)),
            x=position.get("x"),
            y=position.get("y"),
            width=metadata.get("field_width"),
            aspect=scan["rows"] / scan["columns"] if scan else 0.75,
            time=entry.time,
            dose=float(metadata.get("dose", 0.0)),
        )

    def read(self, entry: JournalEntry) -> None:
        """Take in what was read in the frame."""
        tags: dict[str, Any] = entry.payload.get("tags", {})
        self.said = list(tags.get("asserted", ()))
        self.quality = list(tags.get("quality", {}).get("flags", ()))
