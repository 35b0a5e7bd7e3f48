"""Making the archive of a session."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from fractoscope.agent.export.archive import Archive
from fractoscope.agent.export.cited_frames import cited_frames
from fractoscope.agent.export.crate import METADATA, crate
from fractoscope.agent.export.export_error import ExportError
from fractoscope.agent.export.journal_lines import journal_lines
from fractoscope.agent.report import write_content
from fractoscope.agent.report.brand import Brand
from fractoscope.agent.report.frame_sheet import FrameSheet
from fractoscope.agent.report.report_content import report_content
from fractoscope.agent.report.session_record import read_record

_NAME = re.compile(r"^frames/[A-Za-z0-9_-][A-Za-z0-9._-]*$")
_FILES = ("mission.toml", "session.json", "summary.json", "corrections.jsonl")


class Frames(StrEnum):
    """Which frames travel."""

    ALL = "all"
    CITED = "cited"


@dataclass(frozen=True)
class Exported:
    """What was made.

    Attributes
    ----------
    path
        The archive.
    frames
        How many frames are in it.
    missing
        Numbers of frames that should be in it and could not be read.
    """

    path: Path
    frames: int
    missing: tuple[int, ...]


def export_session(folder: Path, out: Path | None = None, frames: Frames = Frames.ALL, brand: Brand | None = None) -> Exported:
    """Write a session into one zip file: frames, journal as text, a new report, mission, corrections and RO-Crate metadata.

    The same session gives the same bytes. Nothing in the session's folder is changed, and no file is overwritten.

    Parameters
    ----------
    folder
        Of the session: finished, stopped, broken off or running.
    out
        The file; None names it after the session, beside its folder.
    frames
        All of them, or those that the report cites.
    brand
        The lab's own look of the report.

    Raises
    ------
    ExportError
        If the file exists.
    SessionError
        If the folder holds no session.
    """
    path = out if out is not None else folder.resolve().with_name(folder.resolve().name + ".zip")
    if path.exists():
        raise ExportError(str(path), "", "exists already; remove it or give another file with --out")
    record = read_record(folder)
    content = report_content(record, brand)
    cited = cited_frames(content)
    chosen = [sheet for sheet in content.frames if frames is Frames.ALL or sheet.number in cited]
    there = [sheet for sheet in chosen if _travels(sheet)]
    names = {sheet.file for sheet in there}
    partial = path.with_name(path.name + ".partial")
    try:
        with TemporaryDirectory(prefix="fractoscope-export-") as place, Archive(partial) as archive:
            page = write_content(content, Path(place), {sheet.file for sheet in content.frames} - names)
            for name in (page.name, "report.json"):
                archive.add_file(name, page.with_name(name))
            archive.add_text("journal.jsonl", journal_lines(record.entries))
            for name in _FILES:
                if (folder / name).is_file():
                    archive.add_file(name, folder / name)
            _add_frames(archive, folder, there)
            metadata = crate(record, content, archive.files)
            archive.add_text(METADATA, [json.dumps(metadata, indent=1, ensure_ascii=False), "\n"])
        if path.exists():
            raise ExportError(str(path), "", "was made by somebody else meanwhile; give another file with --out")
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)
    return Exported(path, len(there), tuple(sheet.number for sheet in chosen if not _travels(sheet)))


def _travels(sheet: FrameSheet) -> bool:
    """Return True for a frame that could be read and whose name cannot lead whoever unpacks it out of the folder."""
    return sheet.thumbnail is not None and _NAME.match(sheet.file) is not None


def _add_frames(archive: Archive, folder: Path, sheets: Iterable[FrameSheet]) -> None:
    for sheet in sheets:
        picture = folder / sheet.file
        archive.add_file(sheet.file, picture)
        sidecar = picture.with_name(picture.name.removesuffix(".ome.tif") + ".json")
        if sidecar.is_file():
            archive.add_file(sheet.file.removesuffix(".ome.tif") + ".json", sidecar)
