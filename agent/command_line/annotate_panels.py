"""From the options of `dataset annotate` to a run."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fractoscope.agent.command_line.input_error import InputError
from fractoscope.agent.command_line.output import print_json, print_line, print_note, print_result
from fractoscope.agent.command_line.runner_option import task_runner
from fractoscope.agent.command_line.steps import step_progress

if TYPE_CHECKING:
    from fractoscope.finetune.annotate.run.annotation_settings import AnnotationSettings
    from fractoscope.finetune.annotate.transport import Transport

TRANSPORTS = ("batch", "live", "files")


@dataclass(frozen=True)
class Sending:
    """How requests are sent, and what was allowed: the options of the command."""

    base_url: str
    transport: str
    images_may_leave: bool
    prices: Path | None
    budget: float | None
    approved: bool
    at_once: int
    poll: float
    pause: float
    wait: bool


def annotate_panels(
    mined: Path, out: Path, settings: "AnnotationSettings", sending: Sending, *, only_estimate: bool, as_json: bool, ray: bool = False
) -> None:
    """Estimate, ask and print the report; the last line for people is the folder of the run.

    Raises
    ------
    InputError
        If an option cannot be used.
    AnnotationRefused
        If pictures or money would leave without leave.
    BadFile, Busy, TeacherUnreachable, TeacherRefused
        See `annotate`.
    """
    from fractoscope.finetune.annotate.cost import estimate, load_prices
    from fractoscope.finetune.annotate.requests import mined_records, questions_of
    from fractoscope.finetune.annotate.run.annotation_report import report_text
    from fractoscope.finetune.annotate.run.annotation_run import annotate

    if sending.transport not in TRANSPORTS:
        raise InputError(f"--transport {sending.transport!r} is not known; give {', '.join(TRANSPORTS)}")
    if sending.budget is not None and sending.prices is None:
        raise InputError("a budget needs prices; give --prices FILE")
    prices = load_prices(sending.prices) if sending.prices is not None else None
    batch = sending.transport != "live"
    expected = estimate(questions_of(mined_records(mined), settings).values(), settings.edge, prices, batch=batch)
    if only_estimate:
        print_result(expected.model_dump(), as_json=as_json)
        return
    money = "" if expected.cost is None or prices is None else f", {expected.cost:.2f} {prices.currency}"
    print_note(
        f"{expected.requests} requests in all, each sent once: about {expected.tokens_in} tokens read, {expected.tokens_out} written{money}"
    )
    transport = transport_of(sending)
    runner = task_runner(0, ray=True) if ray else None
    with step_progress("request") as progress:
        report = annotate(
            mined, out, settings, transport, prices=prices, budget=sending.budget, pause=sending.pause, runner=runner, progress=progress
        )
    if as_json:
        print_json(report)
        return
    print_line(report_text(report).rstrip())
    print_line(str(out))


def transport_of(sending: Sending) -> "Transport":
    """Return the way to the teacher, if it may be gone."""
    from fractoscope.finetune.annotate.run.annotation_refused import AnnotationRefused
    from fractoscope.finetune.annotate.transport import BatchTransport, FileExchange, LiveTransport
    from fractoscope.finetune.annotate.transport.teacher_client import is_loopback, teacher_client
    from fractoscope.instruments.clocks import SystemClock

    if sending.transport == "files":
        return FileExchange()
    if not is_loopback(sending.base_url):
        if not sending.images_may_leave:
            raise AnnotationRefused(
                f"{sending.base_url} is not this computer, and pictures stay here; give --images-may-leave to send them there, "
                "or --transport files to run a model yourself"
            )
        if not sending.approved and sending.budget is None:
            raise AnnotationRefused(f"requests to {sending.base_url} may cost money; give --budget with --prices, or --yes")
    client = teacher_client(sending.base_url)
    if sending.transport == "live":
        return LiveTransport(client, SystemClock(), sending.at_once)
    return BatchTransport(client, SystemClock(), sending.poll, sending.at_once, stay=sending.wait)
