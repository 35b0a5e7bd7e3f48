"""Gathering what the journal says of each frame."""

from collections.abc import Iterable, Mapping

from fractoscope.agent.belief import Observation
from fractoscope.agent.journal import JournalEntry, Kind
from fractoscope.agent.report.frame_picture import FramePicture, PictureOrder
from fractoscope.agent.report.frame_sheet import FrameSheet, TagBar, TileMark, Tiling
from fractoscope.agent.report.names import feature_name, readable
from fractoscope.agent.report.quantities import coordinate, duration, quantity
from fractoscope.agent.report.scale_bar import scale_bar
from fractoscope.agent.report.session_record import SessionRecord
from fractoscope.instruments.values import FrameMetadata
from fractoscope.model.frame_tags import FrameTags

STRIATIONS = "fatigue_striations"

_SHOWN = 0.5
_WORTH_SHOWING = 0.1
_FEWEST, _MOST = 3, 8


def picture_orders(record: SessionRecord, seen: Mapping[str, Observation]) -> list[PictureOrder]:
    """Return what is to be read of each frame of the journal, in order."""
    return [_order(str(entry.payload["file"]), seen.get(entry.key)) for entry in record.of(Kind.FRAME)]


def frame_sheets(record: SessionRecord, seen: Mapping[str, Observation], pictures: Iterable[FramePicture]) -> tuple[FrameSheet, ...]:
    """Return a sheet for each frame of the journal, in order.

    Parameters
    ----------
    record
        The session.
    seen
        What was read in each frame, by frame id.
    pictures
        Of the frames, in order.
    """
    decisions = {entry.payload["step"]: entry.payload.get("proposal") or {} for entry in record.of(Kind.DECISION)}
    return tuple(
        _sheet(entry, picture, seen.get(entry.key), decisions.get(entry.payload.get("step")) or {})
        for entry, picture in zip(record.of(Kind.FRAME), pictures, strict=True)
    )


def _order(file: str, seen: Observation | None) -> PictureOrder:
    """Return where striations are to be measured: in the tiles that show them, of a frame that asserts them."""
    if seen is None or STRIATIONS not in seen.tags.asserted:
        return PictureOrder(file)
    tiles = seen.tags.tiles or (seen.tags.features,)
    columns, rows = (seen.tags.tile_columns, seen.tags.tile_rows) if seen.tags.tiles else (1, 1)
    return PictureOrder(file, columns, rows, tuple(index for index, tile in enumerate(tiles) if tile.get(STRIATIONS, 0.0) >= _SHOWN))


def _sheet(entry: JournalEntry, picture: FramePicture, seen: Observation | None, decision: dict[str, object]) -> FrameSheet:
    metadata = FrameMetadata.model_validate(entry.payload["metadata"])
    gain, cost = decision.get("gain"), decision.get("cost")
    bars = tag_bars(seen.tags) if seen is not None else ()
    return FrameSheet(
        number=int(entry.payload["number"]),
        frame_id=entry.key,
        file=str(entry.payload["file"]),
        picture=picture.picture,
        field=metadata.field_of_view,
        aspect=seen.aspect if seen is not None else _aspect(metadata),
        bar=scale_bar(metadata.field_width) if metadata.field_width is not None else None,
        settings=settings(metadata),
        simulated=metadata.simulated,
        # What single tiles said is in the tiling; thousands of frames would hold it twice.
        seen=None if seen is None else seen.model_copy(update={"tags": seen.tags.model_copy(update={"tiles": ()})}),
        tags=bars,
        quiet=len(seen.tags.features) - len(bars) if seen is not None else 0,
        tiling=tiling(seen.tags) if seen is not None else None,
        faults=tuple(feature_name(flag) for flag in seen.tags.quality.flags) if seen is not None else (),
        spacings=tuple((metadata.field_width * period, metadata.field_width * doubt) for period, doubt in picture.spacings)
        if metadata.field_width is not None
        else (),
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
