"""From a folder of pictures with a table of labels to a benchmark."""

import csv
import shutil
from collections import Counter
from hashlib import sha256
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from fractoscope.finetune.curate.records import DatasetRow
from fractoscope.finetune.evaluation.benchmark.benchmark import CARD, LABELS
from fractoscope.finetune.mine.records import Box
from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.instruments.errors import BadFile
from fractoscope.model.taxonomy import Group, load_taxonomy

NOT_FRACTURE = "non_fracture_surface"
NAMES = {
    "cleavage": "cleavage_facets",
    "intergranular": "intergranular_facets",
    "striations": "fatigue_striations",
    "inclusions_particles": "inclusion",
    "craze": "craze_fibrils",
    "fibre_fracture": "fibre_pullout",
}
"""Words of open collections that mean one feature. "dimples" leaves the kind open, "fatigue" and "brittle" are modes: none is a label."""


def convert_labelled_pictures(table: Path, folder: Path, *, column: str, source: str, licence: str) -> dict[str, int]:
    """Write a benchmark from a CSV and the pictures beside it, whole or not at all.

    The CSV has `file` (relative to it), the column of labels (separated by `;`), and may have `is_fracture_surface` (yes or no),
    `pixel_size_nm`, `bar_top_row`, `brief_description`. A listed label is present; an unlisted one is unknown, since such lists tell
    what was noted and not what was looked for. A picture that is no fracture surface has the feature for that, and no fracture feature.

    Parameters
    ----------
    table
        The CSV, UTF-8.
    folder
        Of the benchmark; must not exist.
    column
        Which labels: of two opinions in one table, one is chosen and named on the card.
    source
        Name of the collection. Each picture counts as a paper of its own, for want of better knowledge.
    licence
        Terms of the pictures.

    Returns
    -------
    dict
        `pictures`, `without_label` (left out), `words_passed_over` (labels that are no feature).

    Raises
    ------
    BadFile
        If the folder exists, the table lacks a column, or a picture is missing.
    """
    if folder.exists():
        raise BadFile(path=str(folder), reason="it exists already", remedy="name a new folder with --out")
    lines = read_table(table, column)
    partial = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    rows, passed_over, without = [], Counter[str](), 0
    for line in lines:
        present, absent, unknown_words = labels_of(line, column)
        passed_over.update(unknown_words)
        if not present:
            without += 1
            continue
        rows.append(_placed(table.parent / line["file"], line, partial, present, absent, source, licence))
    if not rows:
        raise BadFile(path=str(table), reason=f"no picture has a label in {column!r}", remedy="choose another column of labels")
    write_whole(partial / LABELS, b"".join(row.model_dump_json().encode() + b"\n" for row in rows))
    write_whole(partial / CARD, _card(table, column, source, licence, rows, passed_over, without).encode())
    partial.replace(folder)
    return {"pictures": len(rows), "without_label": without, "words_passed_over": sum(passed_over.values())}


def read_table(table: Path, column: str) -> list[dict[str, str]]:
    """Return the lines of a CSV that has `file` and a column of labels."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = {"file", column} - set(reader.fieldnames or ())
            if missing:
                raise BadFile(path=str(table), reason=f"no column {', '.join(sorted(missing))}", remedy="name one with --labels-column")
            return list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadFile(path=str(table), reason=f"no readable table ({type(error).__name__})", remedy="give a CSV in UTF-8") from error


def labels_of(line: dict[str, str], column: str) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """Return what is present, what is absent, and words that are no feature."""
    taxonomy = load_taxonomy()
    if (line.get("is_fracture_surface") or "").strip().lower() == "no":
        return (NOT_FRACTURE,), tuple(feature.id for feature in taxonomy.features if feature.group is Group.MORPHOLOGY), []
    words = [word.strip() for word in (line[column] or "").split(";") if word.strip()]
    found = {NAMES.get(word, word) for word in words}
    present = tuple(name for name in taxonomy.ids if name in found)
    absent = (NOT_FRACTURE,) if (line.get("is_fracture_surface") or "").strip().lower() == "yes" and NOT_FRACTURE not in present else ()
    return present, absent, [word for word in words if NAMES.get(word, word) not in taxonomy.ids]


def _placed(
    file: Path, line: dict[str, str], folder: Path, present: tuple[str, ...], absent: tuple[str, ...], source: str, licence: str
) -> DatasetRow:
    try:
        with Image.open(file) as image:
            width, height = image.size
        bottom = int(line.get("bar_top_row") or height)
        size = float(line["pixel_size_nm"]) * 1e-9 if line.get("pixel_size_nm") else None
    except (OSError, UnidentifiedImageError) as error:
        raise BadFile(
            path=str(file), reason="cannot be read as a picture", remedy="restore it, or take its line out of the table"
        ) from error
    except ValueError as error:
        raise BadFile(path=str(file), reason=f"its line has no usable number ({error})", remedy="correct the table") from error
    digest = sha256(file.read_bytes()).hexdigest()
    name = f"images/{digest[:16]}{file.suffix.lower()}"
    (folder / "images").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, folder / name)
    return DatasetRow(
        id=f"{source}/{line['file']}",
        image=name,
        sha256=digest,
        view=Box(left=0, top=0, right=width, bottom=min(bottom, height)),
        pixel_size=size,
        split="benchmark",
        present=present,
        absent=absent,
        label_source="person",
        paper=f"{source}/{line['file']}",
        cluster=digest[:16],
        licence=licence,
        caption=line.get("brief_description") or "",
    )


def _card(table: Path, column: str, source: str, licence: str, rows: list[DatasetRow], passed_over: Counter[str], without: int) -> str:
    counts = Counter(name for row in rows for name in row.present)
    table_lines = "".join(f"| {name} | {count} |\n" for name, count in counts.most_common())
    words = ", ".join(f"{word} ({count})" for word, count in passed_over.most_common()) or "none"
    return f"""# Benchmark {source}

{len(rows)} pictures, converted from `{table.name}`, labels from its column `{column}`. Licence: {licence}.

A listed feature is present; an unlisted one is unknown and is not scored. Pictures that are no fracture surface have no fracture feature.
So precision is only measured where a feature is known to be absent: on the pictures that are no fracture surface.
Left out for want of a label: {without}. Words that are no feature of the taxonomy, and were passed over: {words}.

| feature | pictures |
|---|---|
{table_lines}"""
