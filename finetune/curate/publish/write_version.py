"""Writing a version: pictures, rows, benchmark, description, card."""

import json
import os
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fractoscope.finetune.curate.duplicates.find_duplicates import Duplicates
from fractoscope.finetune.curate.publish.class_table import class_table, lacking
from fractoscope.finetune.curate.publish.data_card import benchmark_card, data_card
from fractoscope.finetune.curate.publish.version_folder import BENCHMARK, CARD, DESCRIPTION, LABELS, file_sha256
from fractoscope.finetune.curate.records import SPLITS, DatasetRow
from fractoscope.finetune.curate.run.curation_settings import CurationSettings
from fractoscope.finetune.curate.run.dataset_draft import DatasetDraft
from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.instruments.errors import BadFile
from fractoscope.model.taxonomy import load_taxonomy


def copy_images(draft: DatasetDraft, folder: Path) -> None:
    """Put the picture of each row into a folder, as a second name of the same file where the disk allows it.

    Raises
    ------
    BadFile
        If a picture is not what mining wrote down.
    """
    for row in draft.rows:
        place(draft.files[row.id], folder / row.image)
        if file_sha256(folder / row.image) != row.sha256:
            raise BadFile(path=str(draft.files[row.id]), reason="the picture was changed since it was mined", remedy="mine again")


def place(file: Path, target: Path) -> None:
    """Link a file to another name, or copy it where links are not possible."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)


def finish_version(
    draft: DatasetDraft,
    duplicates: Duplicates,
    audit: Mapping[str, Any],
    settings: CurationSettings,
    folder: Path,
    mined: Sequence[Path],
    annotations: Sequence[Path],
    parent: Path | None,
) -> dict[str, Any]:
    """Write everything but the pictures, and return the description."""
    for split in SPLITS:
        _write_rows(folder / f"{split}.jsonl", [row for row in draft.rows if row.split == split])
    table = class_table(draft.rows, load_taxonomy().ids)
    description: dict[str, Any] = {
        "schema_version": 1,
        "name": settings.name,
        "version": settings.version,
        "parent": parent.name if parent else None,
        "counts": {split: sum(row.split == split for row in draft.rows) for split in SPLITS},
        "asked": settings.splits.wanted(len(draft.rows)),
        "papers": {split: len({row.paper for row in draft.rows if row.split == split}) for split in SPLITS},
        "licences": dict(sorted(Counter(row.licence for row in draft.rows).items())),
        "label_sources": dict(sorted(Counter(row.label_source for row in draft.rows).items())),
        "class_table": table,
        "mine_more_of": lacking(table, settings.rare_below),
        "duplicates": {
            "clusters": len(duplicates.clusters),
            "with_copies": sum(len(cluster) > 1 for cluster in duplicates.clusters),
            "largest": max(map(len, duplicates.clusters), default=0),
            "pairs": len(duplicates.pairs),
            "compared": duplicates.compared,
        },
        "copies": dict(draft.copies),
        "conflicts": dict(draft.conflicts),
        "left_out": {reason: len(ids) for reason, ids in draft.left_out.items()},
        "leak_audit": dict(audit),
        "settings": settings.model_dump(mode="json"),
        "provenance": {
            "mined": [_source(path / "report.json", path.name) for path in mined],
            "annotations": [_source(path, path.name) for path in annotations],
            "program": version("fractoscope"),
        },
    }
    _write_benchmark(draft, folder, description)
    write_whole(folder / CARD, data_card(description).encode())
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    description["checksums"] = {file.relative_to(folder).as_posix(): file_sha256(file) for file in files}
    write_whole(folder / DESCRIPTION, json.dumps(description, indent=1, ensure_ascii=False).encode())
    return description


def _write_rows(path: Path, rows: Sequence[DatasetRow]) -> None:
    write_whole(path, b"".join(row.model_dump_json().encode() + b"\n" for row in rows))


def _write_benchmark(draft: DatasetDraft, folder: Path, description: Mapping[str, Any]) -> None:
    """Write the benchmark once more as a folder of its own, which can be handed on without the rest."""
    rows = [row for row in draft.rows if row.split == "benchmark"]
    for row in rows:
        place(folder / row.image, folder / BENCHMARK / row.image)
    _write_rows(folder / BENCHMARK / LABELS, rows)
    write_whole(folder / BENCHMARK / CARD, benchmark_card(rows, description).encode())


def _source(path: Path, name: str) -> dict[str, str]:
    """Return a stage's input by name and checksum; a folder of annotations by those of its files."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    digest = sha256("".join(file_sha256(file) for file in files if file.is_file()).encode()).hexdigest()
    return {"name": name, "sha256": digest}
