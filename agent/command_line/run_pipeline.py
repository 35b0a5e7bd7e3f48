"""From the options of `pipeline run` and `pipeline rehearse` to a run of the whole road."""

from pathlib import Path
from typing import TYPE_CHECKING

from fractoscope.agent.command_line.annotate_panels import Sending, transport_of
from fractoscope.agent.command_line.fine_tuning import require_training
from fractoscope.agent.command_line.input_error import InputError
from fractoscope.agent.command_line.output import print_json, print_line
from fractoscope.agent.command_line.runner_option import article_runner, task_runner
from fractoscope.agent.command_line.steps import StepLines
from fractoscope.agent.plugins import PluginGroup, load

if TYPE_CHECKING:
    from fractoscope.finetune.annotate.transport import Transport
    from fractoscope.finetune.pipeline.plan.stage_plans import AnnotatePlan

NONE = "none"


def run_by_plan(plan_file: Path | None, out: Path, workers: int, *, ray: bool, as_json: bool) -> int:
    """Go the whole road and print what came of it; return 5 if the adapter does not beat its base.

    Parameters
    ----------
    plan_file
        The plan; None for the rehearsal that ships with the project.
    out
        Folder of the run.
    workers, ray
        Processes, or tasks at a time in Ray Data.
    as_json
        True to print the result as one JSON object.

    Raises
    ------
    InputError
        If libraries of the extras `mine`, `annotate` or `train` are missing.
    BadFile, Busy, AnnotationRefused, TeacherUnreachable, TeacherRefused
        See the stages.
    """
    import sys
    from importlib.util import find_spec

    for name, extra in (("lxml", "mine"), ("openai", "annotate")):
        if find_spec(name) is None:
            raise InputError(f"the whole road needs {name}, which is not installed; install fractoscope[{extra}]")
    require_training()
    from fractoscope.finetune.pipeline.plan import REHEARSAL, load_plan
    from fractoscope.finetune.pipeline.run.pipeline_run import run_pipeline
    from fractoscope.finetune.pipeline.run.result_text import result_text
    from fractoscope.finetune.pipeline.run.stages import Means

    plan = load_plan(plan_file or REHEARSAL)
    tagger = plan.mine.tagger
    means = Means(
        make_transport=_transport,
        make_tagger=None if tagger == NONE else load(PluginGroup.TAGGERS, tagger),
        workers=workers,
        tasks=task_runner(workers, ray=True) if ray else None,
        articles=article_runner(workers) if ray else None,
    )
    lines: dict[str, StepLines] = {}

    def told(stage: str, done: int, total: int, note: str) -> None:
        lines.setdefault(stage, StepLines(sys.stderr, stage))(done, total, note)

    result = run_pipeline(plan, out, means, progress=told)
    if as_json:
        print_json(result)
    else:
        print_line(result_text(result))
        print_line(str(out))
    return 5 if result["adapter_beats_base"] is False else 0


def _transport(plan: "AnnotatePlan", base_url: str) -> "Transport":
    """Return the way to the teacher, under the same guards as `dataset annotate`."""
    return transport_of(
        Sending(
            base_url=base_url,
            transport=plan.transport,
            images_may_leave=plan.images_may_leave,
            prices=plan.prices,
            budget=plan.budget,
            approved=plan.approved,
            at_once=plan.at_once,
            poll=plan.poll,
            pause=plan.pause,
            wait=True,
        )
    )
