"""A run of mining, from inputs to shards."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from fractoscope.finetune.mine.lettering.text_reader import make_text_reader
from fractoscope.finetune.mine.run.article_pool import ArticleRunner, InProcessRunner, PoolRunner
from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.finetune.mine.run.mining_report import mining_report, report_text
from fractoscope.finetune.mine.run.mining_settings import MiningSettings, TaggerFactory
from fractoscope.finetune.mine.run.outcome_store import OutcomeStore
from fractoscope.finetune.mine.run.shard_writer import write_shards
from fractoscope.finetune.mine.sources import ArticleSource, find_sources
from fractoscope.instruments.errors import BadFile, Busy

SETTINGS, REPORT, SUMMARY, LOCK = "settings.json", "report.json", "report.txt", "run.lock"

Progress = Callable[[int, int, str], None]
"""Told how many articles are finished, of how many, and which was the last."""


def mine(
    inputs: Sequence[Path],
    folder: Path,
    settings: MiningSettings | None = None,
    *,
    workers: int = 1,
    make_tagger: TaggerFactory | None = None,
    progress: Progress = lambda done, total, last: None,
    runner: ArticleRunner | None = None,
) -> dict[str, Any]:
    """Mine articles into a folder, or go on with a run that was cut off.

    Parameters
    ----------
    inputs
        Folders and files; see `find_sources`.
    folder
        Where panels, shards and the report are written; made if it does not exist.
    settings
        What to keep; the defaults for None.
    workers
        Processes; 1 works in this one.
    make_tagger
        Factory of the tagger that the settings name.
    progress
        Told of each finished article.
    runner
        Mines the articles; a pool of `workers` processes by default.

    Returns
    -------
    dict
        The report, as it is written to `report.json`.

    Raises
    ------
    BadFile
        If an input cannot be used, or the folder holds a run with other settings.
    Busy
        If another process is mining into the same folder.
    OSError
        If something cannot be written. What is finished is kept, and the same call goes on from there.
    """
    settings = settings or MiningSettings()
    sources, passed_over = find_sources(inputs)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Busy(operation=f"another run of mining into {folder}") from None
    try:
        _check_settings(folder, settings)
        _finish(sources, folder, settings, workers, make_tagger, progress, runner)
        return _publish(folder, sources, passed_over, settings)
    finally:
        lock.release()


def _check_settings(folder: Path, settings: MiningSettings) -> None:
    """Refuse to mix panels of two policies in one folder."""
    path = folder / SETTINGS
    if not path.is_file():
        write_whole(path, settings.model_dump_json(indent=2).encode())
        return
    try:
        before = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise BadFile(path=str(path), reason="the settings of the run are unreadable", remedy="name another folder with --out") from error
    now = settings.model_dump(mode="json")
    if before != now:
        differing = ", ".join(
            f"{name} {before.get(name) if isinstance(before, dict) else '?'!r} instead of {value!r}"
            for name, value in now.items()
            if not isinstance(before, dict) or before.get(name) != value
        )
        raise BadFile(path=str(folder), reason=f"it holds a run with other settings ({differing})", remedy="name another folder with --out")


def _finish(
    sources: Sequence[ArticleSource],
    folder: Path,
    settings: MiningSettings,
    workers: int,
    make_tagger: TaggerFactory | None,
    progress: Progress,
    runner: ArticleRunner | None,
) -> None:
    """Mine what is not finished."""
    store = OutcomeStore(folder)
    left = [source for source in sources if store.find(source) is None]
    done = len(sources) - len(left)
    if done:
        progress(done, len(sources), "finished before")
    if left:
        runner = runner or _runner(settings, folder, make_tagger, min(workers, len(left)))
        for number, (source, outcome) in enumerate(runner.run(left), done + 1):
            store.save(source, outcome)
            progress(number, len(sources), source.id)


def _runner(settings: MiningSettings, folder: Path, make_tagger: TaggerFactory | None, workers: int) -> ArticleRunner:
    return PoolRunner(settings, folder, make_tagger, workers) if workers > 1 else InProcessRunner(settings, folder, make_tagger)


def _publish(folder: Path, sources: Sequence[ArticleSource], passed_over: dict[str, int], settings: MiningSettings) -> dict[str, Any]:
    """Write shards and report from what is finished, one article at a time: a million of them do not fit into memory."""
    store = OutcomeStore(folder)
    shards = write_shards(folder, "panels", (panel for outcome in store.all(sources) for panel in outcome.panels if not panel.dropped))
    write_shards(folder, "dropped", (panel for outcome in store.all(sources) for panel in outcome.panels if panel.dropped))
    report = {
        **mining_report(store.all(sources), passed_over),
        "shards": [path.name for path in shards],
        "settings": settings.model_dump(mode="json"),
        "text_reader": make_text_reader().name if settings.ocr else "",
    }
    write_whole(folder / REPORT, json.dumps(report, indent=2, ensure_ascii=False).encode())
    write_whole(folder / SUMMARY, report_text(report).encode())
    return report
