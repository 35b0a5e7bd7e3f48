"""`fractoscope dataset teacher`."""

from pathlib import Path
from typing import Annotated

import typer


def dataset_teacher(
    truth: Annotated[Path, typer.Argument(metavar="TRUTH", help="File of `dataset teacher-truth`.")],
    folder: Annotated[Path, typer.Option(help="Keeps files, batches and what was paid, over restarts.")] = Path("teacher"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8766,
    miss: Annotated[float, typer.Option(min=0, max=1, help="Probability that a present feature is missed.")] = 0.1,
    false: Annotated[float, typer.Option(min=0, max=1, help="Probability that an absent feature is named, for each.")] = 0.005,
    misquote: Annotated[float, typer.Option(min=0, max=1, help="Probability that a quote stands nowhere.")] = 0.02,
    latency: Annotated[float, typer.Option(min=0, help="Seconds that an answer takes.")] = 0.0,
    mishap: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND=SHARE",
            help="too_busy, server_fault, cut_off, not_in_schema or refused, with the share of requests; may be given several times.",
        ),
    ] = None,
    expired_batches: Annotated[int, typer.Option(min=0, help="Batches, from the first, that expire half done.")] = 0,
    seed: Annotated[int, typer.Option(min=0, help="Of noise and mishaps.")] = 0,
) -> None:
    """Serve a teacher that answers from known truth, on this computer only: to rehearse `dataset annotate` and measure what follows."""
    from fractoscope.agent.command_line.input_error import InputError
    from fractoscope.agent.command_line.output import print_line
    from fractoscope.finetune.annotate.loopback import AnswerNoise, Mishaps, TeacherDesk, load_truth_table
    from fractoscope.finetune.annotate.loopback.application import make_teacher
    from fractoscope.finetune.annotate.loopback.batch_store import BatchStore
    from fractoscope.finetune.annotate.loopback.mishaps import KINDS
    from fractoscope.finetune.annotate.loopback.serve_teacher import serve_teacher

    shares: dict[str, float] = {}
    for text in mishap or ():
        kind, _, share = text.partition("=")
        try:
            shares[kind] = float(share)
        except ValueError:
            shares = {"": 0.0}
        if kind not in KINDS or kind not in shares:
            raise InputError(f"--mishap {text!r} is not usable; give KIND=SHARE with one of {', '.join(KINDS)}")
    mishaps = Mishaps.model_validate({**shares, "expired_batches": expired_batches, "seed": seed})
    noise = AnswerNoise(miss=miss, false=false, misquote=misquote, seed=seed)
    desk = TeacherDesk(load_truth_table(truth), folder, noise, mishaps, latency)
    serve_teacher(make_teacher(desk, BatchStore(desk, folder)), port, ready=print_line)
