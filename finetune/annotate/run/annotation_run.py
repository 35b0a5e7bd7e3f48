"""A whole run: from mined panels to annotations."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from fractoscope.finetune.annotate.cost import PriceList, estimate
from fractoscope.finetune.annotate.records import Annotation
from fractoscope.finetune.annotate.requests import PanelQuestion, mined_records, questions_of, write_shards_of_requests
from fractoscope.finetune.annotate.requests.request_shards import RequestShard
from fractoscope.finetune.annotate.run.annotation_refused import AnnotationRefused
from fractoscope.finetune.annotate.run.annotation_report import annotation_report, report_text
from fractoscope.finetune.annotate.run.annotation_settings import AnnotationSettings
from fractoscope.finetune.annotate.run.annotation_state import AnnotationState, read_state
from fractoscope.finetune.annotate.run.ledger import Ledger
from fractoscope.finetune.annotate.transport.transport import Progress, Transport, results_path
from fractoscope.finetune.curate.run.task_runner import TaskRunner
from fractoscope.finetune.mine.run.image_store import write_whole
from fractoscope.finetune.mine.run.shard_writer import write_shards
from fractoscope.instruments.clocks import SystemClock
from fractoscope.instruments.errors import BadFile, Busy
from fractoscope.instruments.protocols import Clock

SETTINGS, REPORT, SUMMARY, LOCK = "settings.json", "report.json", "report.txt", "run.lock"
LONGEST_PAUSE = 60.0


def annotate(
    mined: Path,
    folder: Path,
    settings: AnnotationSettings,
    transport: Transport,
    *,
    prices: PriceList | None = None,
    budget: float | None = None,
    pause: float = 2.0,
    clock: Clock | None = None,
    runner: TaskRunner | None = None,
    progress: Progress = lambda done, total, note: None,
) -> dict[str, Any]:
    """Have a teacher label the panels of a run of mining, or go on with a run that was cut off.

    Parameters
    ----------
    mined
        Folder of the run of mining.
    folder
        Where requests, results and annotations are written; made if it does not exist.
    settings
        What to ask.
    transport
        The way to the teacher.
    prices
        Of the teacher, for the report and the budget.
    budget
        Most that the run may cost in all, estimated before each round; needs prices.
    pause
        Seconds before requests that failed are sent again; each further round waits twice as long.
    clock
        Dates the ledger and waits.
    runner
        Prepares pictures to be sent; this process for None. Sending and its ledger stay here, where nothing is sent twice.
    progress
        Told of answered requests.

    Returns
    -------
    dict
        The report, as it is written to `report.json`. `waiting` names request files whose results somebody else has to bring.

    Raises
    ------
    AnnotationRefused
        If the next requests would exceed the budget; what was paid is kept.
    BadFile
        If a file is not what it should be, or the folder holds a run with other settings.
    Busy
        If another process is at work in the folder, or another transport has requests under way.
    TeacherUnreachable, TeacherRefused
        If the server fails; the same call goes on from there.
    """
    clock = clock or SystemClock()
    questions = questions_of(mined_records(mined), settings)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Busy(operation=f"another run of annotating into {folder}") from None
    try:
        _check_settings(folder, settings)
        ledger = Ledger(folder, clock)
        try:
            while True:
                state = read_state(folder, questions, settings.prompt_version)
                if state.outstanding:
                    _check_transport(state.outstanding, ledger, transport)
                    transport.fetch(state.outstanding, folder, ledger, progress)
                    if not any(results_path(folder, shard).is_file() for shard in state.outstanding):
                        break
                    continue
                left = state.open_questions(questions, settings.attempts)
                if not left:
                    break
                _check_budget(state, left, settings, transport, prices, budget)
                if state.rounds:
                    clock.sleep(min(LONGEST_PAUSE, pause * 2 ** (state.rounds - 1)))
                write_shards_of_requests(folder, state.rounds + 1, left, mined, settings, runner)
        finally:
            # Also of a run that could not go on: what is paid for is there to be used.
            report = _publish(folder, questions, settings, transport, prices, ledger)
        return report
    finally:
        lock.release()


def _check_settings(folder: Path, settings: AnnotationSettings) -> None:
    """Refuse to mix answers to two prompts, or of two models, in one folder."""
    path = folder / SETTINGS
    now = settings.model_dump(mode="json")
    if not path.is_file():
        write_whole(path, json.dumps(now, indent=2).encode())
        return
    try:
        before = AnnotationSettings.model_validate_json(path.read_bytes()).model_dump(mode="json")
    except ValueError as error:
        raise BadFile(path=str(path), reason="the settings of the run are unreadable", remedy="name another folder with --out") from error
    if before != now:
        differing = ", ".join(f"{name} {before[name]!r} instead of {value!r}" for name, value in now.items() if before[name] != value)
        raise BadFile(path=str(folder), reason=f"it holds a run with other settings ({differing})", remedy="name another folder with --out")


def _check_transport(outstanding: list[RequestShard], ledger: Ledger, transport: Transport) -> None:
    """Refuse to send by one way what is under way by another: it would be paid twice."""
    begun = {"uploaded": "batch", "creating": "batch", "created": "batch", "sending": "live"}
    names = {shard.name for shard in outstanding}
    for entry in ledger.events():
        way = begun.get(entry["event"])
        if entry.get("shard") in names and way is not None and way != transport.name and entry["event"] != "uploaded":
            raise Busy(operation=f"requests of {entry['shard']} sent by --transport {way}; go on with that one")


def _check_budget(
    state: AnnotationState,
    left: list[PanelQuestion],
    settings: AnnotationSettings,
    transport: Transport,
    prices: PriceList | None,
    budget: float | None,
) -> None:
    if budget is None:
        return
    if prices is None:
        raise AnnotationRefused("a budget needs prices; give --prices FILE")
    spent = sum(prices.price(*tokens, batch=transport.batch) for tokens in state.tokens.values())
    expected = estimate(left, settings.edge, prices, batch=transport.batch)
    assert expected.cost is not None
    if spent + expected.cost > budget:
        raise AnnotationRefused(
            f"{spent:.2f} {prices.currency} are spent and the next {expected.requests} requests are estimated at {expected.cost:.2f}, "
            f"above the budget of {budget:.2f}; raise --budget"
        )


def _publish(
    folder: Path,
    questions: Mapping[str, PanelQuestion],
    settings: AnnotationSettings,
    transport: Transport,
    prices: PriceList | None,
    ledger: Ledger,
) -> dict[str, Any]:
    """Write annotations, report, and the last lines of the ledger from the result files."""
    state = read_state(folder, questions, settings.prompt_version)
    known = {entry["shard"] for entry in ledger.events() if entry["event"] == "collected"}
    for shard, (tokens_in, tokens_out) in state.tokens.items():
        if shard not in known:
            ledger.write("collected", shard=shard, tokens_in=tokens_in, tokens_out=tokens_out)
    shards = write_shards(folder, "annotations", _annotations(questions, state))
    report = {
        **annotation_report(questions, state, settings, prices, batch=transport.batch),
        "possibly_paid": _unanswered(ledger),
        "waiting": [shard.name for shard in state.outstanding],
        "shards": [path.name for path in shards],
        "settings": settings.model_dump(mode="json"),
    }
    write_whole(folder / REPORT, json.dumps(report, indent=2, ensure_ascii=False).encode())
    write_whole(folder / SUMMARY, report_text(report).encode())
    return report


def _annotations(questions: Mapping[str, PanelQuestion], state: AnnotationState) -> Iterator[Annotation]:
    for name, question in questions.items():
        answer = state.answers.get(name)
        if answer is not None:
            yield from (answer.replace(record_id=record) for record in question.record_ids)


def _unanswered(ledger: Ledger) -> int:
    """Return how many live requests were sent without an answer being written down: nobody can tell whether they were paid."""
    steps = {"sending": 1, "answered": -1, "not_taken": -1}
    return sum(steps.get(entry["event"], 0) for entry in ledger.events())
