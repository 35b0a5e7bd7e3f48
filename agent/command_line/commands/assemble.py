"""All commands as one application."""

from collections.abc import Callable
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.ablate import ablate
from fractoscope.agent.command_line.commands.bench_consistency import bench_consistency
from fractoscope.agent.command_line.commands.bench_console import bench_console
from fractoscope.agent.command_line.commands.bench_loop import bench_loop
from fractoscope.agent.command_line.commands.bench_mining import bench_mining
from fractoscope.agent.command_line.commands.bench_realism import bench_realism
from fractoscope.agent.command_line.commands.bench_report import bench_report
from fractoscope.agent.command_line.commands.bench_simulator import bench_simulator
from fractoscope.agent.command_line.commands.bench_soak import bench_soak
from fractoscope.agent.command_line.commands.bench_stop import bench_stop
from fractoscope.agent.command_line.commands.bench_striations import bench_striations
from fractoscope.agent.command_line.commands.bench_tagging import bench_tagging
from fractoscope.agent.command_line.commands.bench_training import bench_training
from fractoscope.agent.command_line.commands.bench_transport import bench_transport
from fractoscope.agent.command_line.commands.console import console
from fractoscope.agent.command_line.commands.console_user import console_user
from fractoscope.agent.command_line.commands.dataset_agreement import dataset_agreement
from fractoscope.agent.command_line.commands.dataset_annotate import dataset_annotate
from fractoscope.agent.command_line.commands.dataset_audit import dataset_audit
from fractoscope.agent.command_line.commands.dataset_benchmark import dataset_benchmark
from fractoscope.agent.command_line.commands.dataset_check_duplicates import dataset_check_duplicates
from fractoscope.agent.command_line.commands.dataset_check_mining import dataset_check_mining
from fractoscope.agent.command_line.commands.dataset_curate import dataset_curate
from fractoscope.agent.command_line.commands.dataset_export import dataset_export
from fractoscope.agent.command_line.commands.dataset_mine import dataset_mine
from fractoscope.agent.command_line.commands.dataset_review import dataset_review
from fractoscope.agent.command_line.commands.dataset_synthesise import dataset_synthesise
from fractoscope.agent.command_line.commands.dataset_teacher import dataset_teacher
from fractoscope.agent.command_line.commands.dataset_teacher_truth import dataset_teacher_truth
from fractoscope.agent.command_line.commands.dataset_verify import dataset_verify
from fractoscope.agent.command_line.commands.demo import demo
from fractoscope.agent.command_line.commands.evaluate import evaluate
from fractoscope.agent.command_line.commands.export import export
from fractoscope.agent.command_line.commands.pipeline_rehearse import pipeline_rehearse
from fractoscope.agent.command_line.commands.pipeline_run import pipeline_run
from fractoscope.agent.command_line.commands.pipeline_scale import pipeline_scale
from fractoscope.agent.command_line.commands.plugins import plugins
from fractoscope.agent.command_line.commands.report import report
from fractoscope.agent.command_line.commands.resume import resume
from fractoscope.agent.command_line.commands.run import run
from fractoscope.agent.command_line.commands.score import score
from fractoscope.agent.command_line.commands.sem_certs import sem_certs
from fractoscope.agent.command_line.commands.sem_check import sem_check
from fractoscope.agent.command_line.commands.sem_conformance import sem_conformance
from fractoscope.agent.command_line.commands.sem_serve import sem_serve
from fractoscope.agent.command_line.commands.sem_state import sem_state
from fractoscope.agent.command_line.commands.sem_stop import sem_stop
from fractoscope.agent.command_line.commands.tag import tag
from fractoscope.agent.command_line.commands.taxonomy_export import taxonomy_export
from fractoscope.agent.command_line.commands.train_baseline import train_baseline
from fractoscope.agent.command_line.commands.train_embedded import train_embedded
from fractoscope.agent.command_line.commands.train_lora import train_lora
from fractoscope.agent.command_line.commands.train_merge import train_merge
from fractoscope.agent.command_line.commands.train_preflight import train_preflight
from fractoscope.agent.command_line.commands.twin_frames import twin_frames
from fractoscope.agent.command_line.commands.twin_score_reading import twin_score_reading
from fractoscope.agent.command_line.commands.twin_show import twin_show
from fractoscope.agent.command_line.commands.twin_surveys import twin_surveys

Command = Callable[..., int | None]

VERBS: tuple[Command, ...] = (demo, run, resume, report, export, score, tag, plugins, evaluate, ablate, console, console_user)
SUBCOMMANDS: dict[tuple[str, str], dict[str, Command]] = {
    (
        "sem",
        "The instrument server: serve a microscope, read its state, stop it, check a plan or the microscope itself, make certificates.",
    ): {
        "certs": sem_certs,
        "serve": sem_serve,
        "state": sem_state,
        "stop": sem_stop,
        "conformance": sem_conformance,
        "check": sem_check,
    },
    ("bench", "Measure what the house promises, on this machine."): {
        "loop": bench_loop,
        "transport": bench_transport,
        "stop": bench_stop,
        "soak": bench_soak,
        "console": bench_console,
        "report": bench_report,
        "simulator": bench_simulator,
        "consistency": bench_consistency,
        "striations": bench_striations,
        "tagging": bench_tagging,
        "mining": bench_mining,
        "training": bench_training,
        "realism": bench_realism,
    },
    (
        "dataset",
        "Build a data set: mine articles, have panels labelled and reviewed, curate them into frozen versions, export these; "
        "make up articles and a teacher to measure that on.",
    ): {
        "mine": dataset_mine,
        "curate": dataset_curate,
        "verify": dataset_verify,
        "audit": dataset_audit,
        "export": dataset_export,
        "synthesise": dataset_synthesise,
        "check-mining": dataset_check_mining,
        "check-duplicates": dataset_check_duplicates,
        "annotate": dataset_annotate,
        "review": dataset_review,
        "agreement": dataset_agreement,
        "benchmark": dataset_benchmark,
        "teacher-truth": dataset_teacher_truth,
        "teacher": dataset_teacher,
    },
    ("train", "Train models: the embedded one from scratch, and any by a recipe."): {
        "embedded": train_embedded,
        "baseline": train_baseline,
        "lora": train_lora,
        "preflight": train_preflight,
        "merge": train_merge,
    },
    ("twin", "The simulated specimens: show one, render labelled frames, let somebody read surveys blind."): {
        "show": twin_show,
        "frames": twin_frames,
        "surveys": twin_surveys,
        "score-reading": twin_score_reading,
    },
    ("pipeline", "The whole road, from articles to a scored adapter, in one run."): {
        "run": pipeline_run,
        "rehearse": pipeline_rehearse,
        "scale": pipeline_scale,
    },
    ("taxonomy", "The vocabulary of features."): {"export": taxonomy_export},
}


def assemble() -> typer.Typer:
    """Return the application; importing it loads nothing heavier than Typer."""
    application = _group("Work a fracture surface in a scanning electron microscope: survey, tag, zoom, report.")
    application.callback()(_options)
    for verb in VERBS:
        application.command()(verb)
    for (name, text), commands in SUBCOMMANDS.items():
        group = _group(text)
        for command_name, command in commands.items():
            group.command(command_name)(command)
        group.callback()(_nothing)
        application.add_typer(group, name=name)
    return application


def _group(text: str) -> typer.Typer:
    return typer.Typer(help=text, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def _options(debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False) -> None:
    """Take what holds for every command; `main` itself looks for --debug, so that it may stand anywhere."""


def _nothing() -> None:
    """Make a group of what may be a single command."""
