"""The rows of a version before anything is written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fractoscope.finetune.annotate.records import Annotation
from fractoscope.finetune.curate.duplicates.find_duplicates import Duplicates
from fractoscope.finetune.curate.duplicates.symmetries import composed, inverse
from fractoscope.finetune.curate.inputs import MinedPicture
from fractoscope.finetune.curate.labels import PictureLabels, heard, merge_labels, turned_direction
from fractoscope.finetune.curate.publish.licence_policy import allows, restricted
from fractoscope.finetune.curate.publish.row_weights import row_weights
from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.curate.run.curation_settings import CurationSettings
from fractoscope.finetune.curate.splits.assign_splits import Group, assign_splits
from fractoscope.finetune.curate.splits.linked_groups import LinkedGroups
from fractoscope.finetune.curate.splits.split_plan import SplitPlan
from fractoscope.model.taxonomy import load_taxonomy

IMAGES = "images"
COPY_OF_HELD, PAPER_OF_HELD = "copy of a picture that is held out", "of a paper that is held out"


@dataclass(frozen=True)
class HeldPicture:
    """A row that an older version holds out, and its file there."""

    row: DatasetRow
    file: Path

    @property
    def paper_names(self) -> tuple[str, ...]:
        """What its paper may be called among mined pictures."""
        return tuple(f"{kind}:{self.row.paper}" for kind in ("doi", "pmcid", "source"))


@dataclass(frozen=True)
class DatasetDraft:
    """Rows, where their pictures lie, and what was left out.

    Attributes
    ----------
    rows
        One a cluster, in the order of their ids.
    files
        Where each row's picture lies, by id.
    left_out
        Record ids by reason.
    conflicts
        Features on which annotators or copies contradict each other, by row.
    copies
        Record ids of the copies that a row stands for, by row, itself left out; only where there are any.
    """

    rows: tuple[DatasetRow, ...]
    files: Mapping[str, Path]
    left_out: Mapping[str, tuple[str, ...]]
    conflicts: Mapping[str, tuple[str, ...]]
    copies: Mapping[str, tuple[str, ...]]


def draft_dataset(
    pictures: Sequence[MinedPicture],
    annotations: Mapping[str, Sequence[Annotation]],
    duplicates: Duplicates,
    settings: CurationSettings,
    held: Sequence[HeldPicture] = (),
    ties: Sequence[tuple[str, str]] = (),
) -> DatasetDraft:
    """Choose one picture a cluster, merge the labels of its copies, and deal the rows out.

    Parameters
    ----------
    pictures
        All that were mined, numbered as in `duplicates` from 0.
    annotations
        By record id.
    duplicates
        Clusters.
    settings
        Of the version.
    held
        Benchmark and calibration of an older version, numbered after the pictures. They are kept to the letter; what is a copy of
        one, or of one's paper, is left out, and nothing is added to these parts.
    ties
        Pairs of row ids that must not part, though nothing shows that they are one picture.
    """
    left_out: dict[str, list[str]] = {}
    labels: dict[int, PictureLabels] = {}
    for number, picture in enumerate(pictures):
        verdict = heard(annotations.get(picture.record.record_id, ()), settings.most_doubt)
        reason = verdict if isinstance(verdict, str) else _refused(picture, settings, number in duplicates.turns)
        if isinstance(verdict, PictureLabels) and not reason:
            labels[number] = _known(verdict)
        else:
            left_out.setdefault(str(reason), []).append(picture.record.record_id)
    rows: list[DatasetRow] = []
    files: dict[str, Path] = {}
    conflicts: dict[str, tuple[str, ...]] = {}
    copies: dict[str, tuple[str, ...]] = {}
    for cluster in duplicates.clusters:
        kept = [number for number in cluster if number in labels]
        if cluster[-1] >= len(pictures):
            left_out.setdefault(COPY_OF_HELD, []).extend(pictures[number].record.record_id for number in kept)
            continue
        if not kept:
            continue
        best = min(kept, key=lambda number: _rank(pictures[number], labels[number]))
        merged = merge_labels([_laid_like(labels[number], duplicates.turns, number, best) for number in kept])
        row = _row(pictures[best], merged, f"cluster-{min(pictures[number].sha256 for number in cluster)[:16]}")
        rows.append(row)
        files[row.id] = pictures[best].file
        if merged.conflicts:
            conflicts[row.id] = merged.conflicts
        if len(cluster) > 1:
            copies[row.id] = tuple(pictures[number].record.record_id for number in cluster if number != best)
    cluster_of = {
        pictures[number].record.record_id: cluster for cluster in duplicates.clusters for number in cluster if number < len(pictures)
    }
    names = [_tied(cluster_of[row.id], pictures) | _tie_names(row.id, ties) for row in rows]
    free = _free(rows, names, [(*one.paper_names, *_tie_names(one.row.id, ties)) for one in held])
    left_out.setdefault(PAPER_OF_HELD, []).extend(row.id for number, row in enumerate(rows) if number not in free)
    plan = settings.splits.replace(benchmark=0, calibration=0) if held else settings.splits
    dealt = _dealt([rows[number] for number in sorted(free)], [names[number] for number in sorted(free)], plan)
    files |= {one.row.id: one.file for one in held}
    final = _weighted(sorted([*dealt, *(one.row for one in held)], key=lambda row: row.id))
    reasons = {name: tuple(ids) for name, ids in sorted(left_out.items()) if ids}
    return DatasetDraft(tuple(final), files, reasons, conflicts, copies)


def _refused(picture: MinedPicture, settings: CurationSettings, readable: bool) -> str:
    if not readable:
        return "picture cannot be read"
    return "" if allows(settings.licences, picture.record.licence.id) else f"licence {picture.record.licence.id}"


def _known(labels: PictureLabels) -> PictureLabels:
    """Leave out names that the taxonomy lacks, such as a teacher's free words."""
    known = set(load_taxonomy().ids)
    return replace(labels, present=labels.present & known, absent=labels.absent & known)


def _rank(picture: MinedPicture, labels: PictureLabels) -> tuple[bool, int, bool, str]:
    """Return what the best copy has least of: terms that bind, then missing pixels, then missing scale."""
    record = picture.record
    return restricted(record.licence.id), -record.view.area, record.scale is None or record.scale.pixel_size is None, record.record_id


def _laid_like(labels: PictureLabels, turns: Mapping[int, int], number: int, best: int) -> PictureLabels:
    """Return the labels of a copy with directions as they lie in the picture that stands for it."""
    way = composed(inverse(turns[best]), turns[number])
    return replace(labels, directions={feature: turned_direction(angle, way) for feature, angle in labels.directions.items()})


def _row(picture: MinedPicture, labels: PictureLabels, cluster: str) -> DatasetRow:
    record = picture.record
    order = load_taxonomy().ids
    return DatasetRow(
        id=record.record_id,
        image=f"{IMAGES}/{picture.sha256}{picture.file.suffix.lower()}",
        sha256=picture.sha256,
        view=record.view,
        pixel_size=record.scale.pixel_size if record.scale else None,
        scale_bar=picture.bar,
        split="train",
        present=tuple(feature for feature in order if feature in labels.present),
        absent=tuple(feature for feature in order if feature in labels.absent),
        directions={feature: labels.directions[feature] for feature in order if feature in labels.directions},
        label_source=labels.source,
        doubt=labels.doubt,
        paper=picture.paper,
        cluster=cluster,
        licence=record.licence.id,
        caption=record.caption_part or record.caption,
    )


def _tied(cluster: Sequence[int], pictures: Sequence[MinedPicture]) -> set[str]:
    """Return what ties a row to others: names of the papers of all copies in its cluster, kept or not."""
    return {name for number in cluster if number < len(pictures) for name in pictures[number].paper_names}


def _tie_names(row_id: str, ties: Sequence[tuple[str, str]]) -> set[str]:
    return {f"tie:{number}" for number, pair in enumerate(ties) if row_id in pair}


def _free(rows: Sequence[DatasetRow], names: Sequence[set[str]], held: Sequence[Sequence[str]]) -> set[int]:
    """Return the rows that no chain of papers and ties binds to a held picture."""
    linked = LinkedGroups(len(rows) + len(held))
    linked.link_same([*names, *held])
    bound = {linked.leader(len(rows) + number) for number in range(len(held))}
    return {number for number in range(len(rows)) if linked.leader(number) not in bound}


def _dealt(rows: Sequence[DatasetRow], names: Sequence[set[str]], plan: SplitPlan) -> list[DatasetRow]:
    linked = LinkedGroups(len(rows))
    linked.link_same(names)
    groups = [
        Group(tuple(numbers), Counter(feature for number in numbers for feature in rows[number].present)) for numbers in linked.groups()
    ]
    parts = assign_splits(groups, plan)
    return [rows[number].replace(split=part) for group, part in zip(groups, parts, strict=True) for number in group.pictures]


def _weighted(rows: Sequence[DatasetRow]) -> list[DatasetRow]:
    weights = iter(row_weights([row.present for row in rows if row.split == "train"]))
    return [row.replace(weight=next(weights)) if row.split == "train" else row for row in rows]
