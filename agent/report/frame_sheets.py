"""Gathering what the journal says of each frame."""

from fractoscope.agent.belief import Observation
from fractoscope.agent.journal import JournalEntry, Kind
from fractoscope.agent.report.frame_sheet import FrameSheet, TagBar, TileMark, Tiling
from fractoscope.agent.report.names import feature_name, readable
from fractoscope.agent.report.quantities import coordinate, duration, quantity
from fractoscope.agent.report.scale_bar import scale_bar
from fractoscope.agent.report.session_record import SessionRecord
from fractoscope.agent.report.thumbnails import thumbnail_of, thumbnail_width
from fractoscope.instruments.values import FrameMetadata
from fractoscope.model.frame_tags import FrameTags

_WORTH_SHOWING = 0.1
_FEWEST, _MOST = 3, 8


def frame_sheets(record: SessionRecord) -> tuple[FrameSheet, ...]:
    """Return a sheet for each frame of the journal, in order; reads the pictures one after the other."""
    frames = record.of(Kind.FRAME)
    seen = {entry.key: Observation.model_validate(entry.payload) for entry in record.of(Kind.TAGS)}
    decisions = {entry.payload["step"]: entry.payload.get("proposal") or {} for entry in record.of(Kind.DECISION)}
    width = thumbnail_width(len(frames))
    return tuple(_sheet(record, entry, seen.get(entry.key), decisions.get(entry.payload.get("step")) or {}, width) for entry in frames)


def _sheet(record: SessionRecord, entry: JournalEntry, seen: Observation | None, decision: dict[str, object], width: int) -> FrameSheet:
    metadata = FrameMetadata.model_validate(entry.payload["metadata"])
    file = str(entry.payload["file"])
    picture = thumbnail_of(record.folder, file, width)
    gain, cost = decision.get("gain"), decision.get("cost")
    return FrameSheet(
        number=int(entry.payload["number"]),
        frame_id=entry.key,
        file=file,
        picture=picture,
        field=metadata.field_of_view,
        aspect=seen.aspect if seen is not None else _aspect(metadata),
        bar=scale_bar(metadata.field_width) if metadata.field_width is not None else None,
        settings=settings(metadata),
        simulated=metadata.simulated,
        seen=seen,
        tags=tag_bars(seen.tags) if seen is not None else (),
        quiet=len(seen.tags.features) - len(tag_bars(seen.tags)) if seen is not None else 0,
        tiling=tiling(seen.tags) if seen is not None else None,
        faults=tuple(feature_name(flag) for flag in seen.tags.quality.flags) if seen is not None else (),
        purpose=str(entry.payload.get("purpose", "")),
        reason=readable(str(decision.get("reason", ""))),
        gain=float(gain) if isinstance(gain, int | float) else None,
        cost=float(cost) if isinstance(cost, int | float) else None,
    )


def tag_bars(tags: FrameTags) -> tuple[TagBar, ...]:
    """Return the features worth showing: all statements, then the most probable ones, at most eight."""
    states = dict.fromkeys(tags.candidates, "candidate") | dict.fromkeys(tags.asserted, "asserted")
    ranked = sorted(tags.features.items(), key=lambda item: (item[0] not in states, -item[1]))
    shown = [
        (feature, chance)
        for index, (feature, chance) in enumerate(ranked)
        if feature in states or index < _FEWEST or (chance >= _WORTH_SHOWING and index < _MOST)
    ]
    shown.sort(key=lambda item: -item[1])
    return tuple(TagBar(feature_name(feature), chance, states.get(feature, "")) for feature, chance in shown)


def tiling(tags: FrameTags) -> Tiling | None:
    """Return the most probable feature of each tile where it is above one half; None if tiles were not read."""
    if not tags.tiles:
        return None
    marks = []
    for index, tile in enumerate(tags.tiles):
        feature, chance = max(tile.items(), key=lambda item: item[1], default=("", 0.0))
        if chance > 0.5:
            marks.append(TileMark(index % tags.tile_columns, index // tags.tile_columns, feature_name(feature), chance))
    return Tiling(tags.tile_columns, tags.tile_rows, tuple(marks))


def settings(metadata: FrameMetadata) -> tuple[tuple[str, str], ...]:
    """Return what the instrument read back, for readers; what a file only assumed is left out."""
    assumed = metadata.notes.get("assumed", "")
    rows: list[tuple[str, str]] = []
    if metadata.field_width is not None:
        rows.append(("Field width", quantity(metadata.field_width, "m")))
    if metadata.position is not None:
        rows.append(("Centre x, y", f"{coordinate(metadata.position.x)}, {coordinate(metadata.position.y)}\u00a0mm"))
    if metadata.beam is not None:
        rows.append(("Voltage", quantity(metadata.beam.voltage, "V")))
        if "beam.current" not in assumed:
            rows.append(("Current", quantity(metadata.beam.current, "A")))
        if "beam.working_distance" not in assumed:
            rows.append(("Working distance", quantity(metadata.beam.working_distance, "m")))
    if metadata.scan is not None:
        if "scan.dwell_time" not in assumed:
            rows.append(("Dwell", quantity(metadata.scan.dwell_time, "s")))
        if "scan.detector" not in assumed:
            rows.append(("Detector", metadata.scan.detector))
        rows.append(("Raster", f"{metadata.scan.columns} × {metadata.scan.rows}, {metadata.scan.bits} bit"))
    if metadata.started is not None and metadata.ended is not None and metadata.ended > metadata.started:
        rows.append(("Scan time", duration((metadata.ended - metadata.started).total_seconds())))
    if metadata.dose > 0:
        rows.append(("Dose", quantity(metadata.dose, "C")))
    if source := metadata.notes.get("source_file"):
        rows.append(("Source", source))
    return tuple(rows)


def _aspect(metadata: FrameMetadata) -> float:
    return metadata.scan.rows / metadata.scan.columns if metadata.scan is not None else 0.75
