"""A run of curating, from mined panels and annotations to a frozen version."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from fractoscope.finetune.curate.duplicates.find_duplicates import Duplicates, find_duplicates
from fractoscope.finetune.curate.duplicates.fingerprint_task import PictureToRead
from fractoscope.finetune.curate.inputs import MinedPicture, read_annotations, read_mined
from fractoscope.finetune.curate.publish.licence_policy import check_mixture
from fractoscope.finetune.curate.publish.version_folder import VersionFolder
from fractoscope.finetune.curate.publish.write_version import copy_images, finish_version
from fractoscope.finetune.curate.run.curation_settings import CurationSettings
from fractoscope.finetune.curate.run.dataset_draft import DatasetDraft, HeldPicture, draft_dataset
from fractoscope.finetune.curate.run.task_runner import InProcessTasks, PoolTasks, TaskRunner
from fractoscope.finetune.curate.splits.leak_audit import Crossing, audit_leaks
from fractoscope.instruments.errors import BadFile, Busy

WORK, LOCK = "work", "run.lock"
MOST_HELD_OUT = 0.7
"""Share of all pictures that may be held out; beyond that, somebody asked for 100 pictures of a very small collection."""
Progress = Callable[[int, int, str], None]


def curate(
    mined: Sequence[Path],
    annotations: Sequence[Path],
    folder: Path,
    settings: CurationSettings | None = None,
    *,
    parent: Path | None = None,
    workers: int = 1,
    runner: TaskRunner | None = None,
    progress: Progress = lambda done, total, note: None,
) -> dict[str, Any]:
    """Make a version of a dataset, or go on with a run that was cut off.

    Parameters
    ----------
    mined
        Folders of mining runs.
    annotations
        Files of annotations, or folders with them.
    folder
        Where versions stand side by side; fingerprints are kept in it for the next version.
    settings
        The defaults for None.
    parent
        An older version, whose benchmark and calibration stay what they are.
    workers
        Processes.
    runner
        Does the heavy work; a pool of `workers` processes by default.
    progress
        Told of what is finished.

    Returns
    -------
    dict
        What is written to `dataset.json`.

    Raises
    ------
    BadFile
        If an input cannot be used, the version is there already, licences do not go together, or copies cross from one part into another.
    Busy
        If another process is curating into the same folder.
    """
    settings = settings or CurationSettings()
    target = folder / f"{settings.name}-{settings.version}"
    if target.exists():
        raise BadFile(path=str(target), reason="this version is there already and is never changed", remedy="give another --version")
    pictures, said = read_mined(mined), read_annotations(annotations)
    held = _held(parent)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Busy(operation=f"another run of curating into {folder}") from None
    try:
        runner = runner or (PoolTasks(workers) if workers > 1 else InProcessTasks())
        duplicates = duplicates_of(pictures, folder, runner, settings, progress, held)
        partial = folder / WORK / f"{target.name}.partial"
        ties: list[tuple[str, str]] = []
        known: dict[Crossing, float] = {}
        while True:
            draft = draft_dataset(pictures, said, duplicates, settings, held, ties)
            _check(draft, settings, folder, held)
            shutil.rmtree(partial, ignore_errors=True)
            copy_images(draft, partial)
            audit = {**audit_leaks(draft.rows, partial, runner, progress, known), "tied": len(ties)}
            found = [(pair["one"], pair["other"]) for pair in audit["pairs"]]
            # A pair that was tied and crosses all the same would cross for ever.
            if not found or settings.show_leaks or set(found) & set(ties):
                break
            ties += found
        if audit["leaks"] and not settings.show_leaks:
            first = audit["pairs"][0]
            reason = (
                f"{audit['leaks']} pairs cross from one part into another, such as {first['one']} and {first['other']} (by {first['by']})"
            )
            raise BadFile(path=str(target), reason=reason, remedy="look at them, and publish them with --show-leaks if they are none")
        description = finish_version(draft, duplicates, audit, settings, partial, mined, annotations, parent)
        partial.replace(target)
        return description
    finally:
        lock.release()


def duplicates_of(
    pictures: Sequence[MinedPicture],
    folder: Path,
    runner: TaskRunner,
    settings: CurationSettings,
    progress: Progress,
    held: Sequence[HeldPicture] = (),
) -> Duplicates:
    """Return the clusters of mined pictures; fingerprints with and without embedding are kept apart."""
    kept = folder / WORK / ("fingerprints" if settings.embedding else "fingerprints-plain")
    asked = [PictureToRead(picture.key, picture.file, picture.record.view, picture.bar) for picture in pictures]
    for one in held:
        view = one.row.view
        key = f"{one.row.sha256}:{view.left},{view.top},{view.right},{view.bottom}"
        asked.append(PictureToRead(key, one.file, view, one.row.scale_bar))
    return find_duplicates(asked, kept, runner, embed=settings.embedding, progress=progress)


def _held(parent: Path | None) -> list[HeldPicture]:
    """Return what an older version holds out for good."""
    if parent is None:
        return []
    return [HeldPicture(row, parent / row.image) for row in VersionFolder(parent).rows(("calibration", "benchmark"))]


def _check(draft: DatasetDraft, settings: CurationSettings, folder: Path, held: Sequence[HeldPicture]) -> None:
    if not draft.rows:
        reasons = ", ".join(f"{name}: {len(ids)}" for name, ids in draft.left_out.items()) or "nothing was mined"
        raise BadFile(path=str(folder), reason=f"no picture is left ({reasons})", remedy="annotate panels, or allow their licences")
    wanted = sum(settings.splits.wanted(len(draft.rows)).values())
    if not held and wanted > MOST_HELD_OUT * len(draft.rows):
        reason = f"{wanted} of {len(draft.rows)} pictures would be held out"
        raise BadFile(path=str(folder), reason=reason, remedy="ask for less with --benchmark, --calibration and --validation")
    check_mixture((row.licence for row in draft.rows), mixed=settings.mixed_licences, path=str(folder))
