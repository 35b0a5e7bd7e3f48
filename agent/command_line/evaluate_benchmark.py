"""From the options of `evaluate`, `ablate` and `dataset benchmark` to scores."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fractoscope.agent.command_line.input_error import InputError
from fractoscope.agent.command_line.output import print_json, print_line, print_result
from fractoscope.agent.command_line.steps import step_progress
from fractoscope.agent.plugins import PluginGroup, load

if TYPE_CHECKING:
    from fractoscope.finetune.evaluation.benchmark import Benchmark
    from fractoscope.finetune.evaluation.readers import PictureReader
    from fractoscope.finetune.evaluation.scores.answer_table import Labels

OWN = {"all-no": (), "majority": (), "run": ("folder", "base"), "endpoint": ("url", "model")}
"""Readers that are no plugin, with the options that they take."""


def evaluate_benchmark(
    folder: Path, reader: str, compare: tuple[str, str] | None, out: Path, labels: str | None, *, images_may_leave: bool, as_json: bool
) -> None:
    """Have a benchmark read by one reader or two, and print the scores.

    Raises
    ------
    InputError
        If a reader or option is unknown.
    PluginError
        If there is no such tagger or it does not load.
    BadFile, Busy, TeacherUnreachable, TeacherRefused
        See `evaluate_reader`.
    """
    from fractoscope.finetune.evaluation.benchmark import Benchmark
    from fractoscope.finetune.evaluation.compare_readers import compare_readers
    from fractoscope.finetune.evaluation.evaluate_reader import PAGE, evaluate_reader, reader_folder

    whose = chosen_labels(labels)
    benchmark = Benchmark.opened(folder)
    with step_progress("picture") as progress:
        if compare is not None:
            first, second = (make_reader(text, benchmark, images_may_leave=images_may_leave) for text in compare)
            pair = out / f"{reader_folder(benchmark, first)}-against-{reader_folder(benchmark, second)}"
            print_result(compare_readers(benchmark, first, second, pair, labels=whose, progress=progress), as_json=as_json)
            return
        result = evaluate_reader(
            benchmark, make_reader(reader, benchmark, images_may_leave=images_may_leave), out, labels=whose, progress=progress
        )
    if as_json:
        print_json(result)
        return
    page = Path(result["folder"]) / PAGE
    print_line(page.read_text("utf-8").rstrip())
    print_line(str(page))


def chosen_labels(labels: str | None) -> "Labels | None":
    """Return whose labels count. Raises InputError for another word."""
    choices: dict[str | None, Labels | None] = {None: None, "expert": "expert", "teacher": "teacher"}
    if labels not in choices:
        raise InputError(f"--labels {labels!r} is not known; give expert (people and a simulator's truth) or teacher")
    return choices[labels]


def make_reader(text: str, benchmark: "Benchmark", *, images_may_leave: bool) -> "PictureReader":
    """Return the reader that `NAME[:option=value[,option=value]]` names.

    Raises
    ------
    InputError
        If an option has no value, is unknown or missing.
    PluginError
        If there is no such tagger.
    """
    from fractoscope.finetune.evaluation.readers import ConstantReader, TaggerReader

    name, options = parsed(text)
    if name not in OWN:
        try:
            tagger = load(PluginGroup.TAGGERS, name)(options)
        except ValueError as error:
            raise InputError(str(error)) from error
        return TaggerReader(tagger, text)
    if unknown := sorted(set(options) - set(OWN[name])):
        raise InputError(f"the reader {name} has no option {', '.join(unknown)}; it takes {', '.join(OWN[name]) or 'none'}")
    if name == "all-no":
        return ConstantReader.all_no()
    if name == "majority":
        return ConstantReader.majority(benchmark.rows)
    if name == "run":
        return _run(text, options)
    if not {"url", "model"} <= set(options):
        raise InputError("an endpoint needs a URL and a model; give --endpoint URL --model NAME")
    from fractoscope.finetune.evaluation.readers.endpoint_reader import EndpointReader

    return EndpointReader(options["url"], options["model"], images_may_leave=images_may_leave)


def parsed(text: str) -> tuple[str, dict[str, str]]:
    """Return name and options. Raises InputError for an option without a value."""
    name, _, rest = text.partition(":")
    options = {}
    for part in rest.split(",") if rest else ():
        key, equals, value = part.partition("=")
        if not equals or not key or not value:
            raise InputError(f"{text!r}: {part!r} is no option; write NAME:option=value,option=value")
        options[key] = value
    return name, options


def _run(text: str, options: Mapping[str, str]) -> "PictureReader":
    from fractoscope.agent.command_line.fine_tuning import require_training

    if "folder" not in options:
        raise InputError("write run:folder=DIR, the --out of a `fractoscope train lora`")
    require_training()
    from fractoscope.finetune.evaluation.readers.run_reader import run_reader

    return run_reader(Path(options["folder"]), text, Path(options["base"]) if "base" in options else None)


def run_ablation(
    recipe: str,
    data: Path,
    out: Path,
    variants: Path | None,
    only: tuple[str, ...],
    others: tuple[str, ...],
    benchmark: Path | None,
    base: Path | None,
    *,
    as_json: bool,
) -> None:
    """Train and score a recipe and its variants, and print the table.

    Raises
    ------
    InputError
        If libraries are missing, or a variant or other dataset is not named as it must be.
    BadFile, Busy
        See `ablate`.
    """
    from fractoscope.agent.command_line.fine_tuning import require_training

    require_training()
    from fractoscope.finetune.ablation import ablate, load_variants
    from fractoscope.finetune.ablation.ablation_table import ablation_table
    from fractoscope.finetune.ablation.variant_trainer import LoraTrainer
    from fractoscope.finetune.ablation.variants import SHIPPED
    from fractoscope.finetune.evaluation.benchmark import Benchmark
    from fractoscope.finetune.train.data import DatasetVersion
    from fractoscope.finetune.train.recipes import load_recipe

    table = load_variants(variants or SHIPPED)
    if unknown := sorted(set(only) - {variant.name for variant in table}):
        raise InputError(f"no variant {', '.join(unknown)}; the table has {', '.join(variant.name for variant in table)}")
    chosen = [variant for variant in table if not only or variant.name in only]
    places: dict[str, Path] = {}
    for text in others:
        name, equals, folder = text.partition("=")
        if not equals or not folder:
            raise InputError(f"--with {text!r}: write NAME=DIR")
        places[name] = Path(folder)
    with step_progress("run") as progress:
        result: dict[str, Any] = ablate(
            load_recipe(recipe),
            DatasetVersion.opened(data),
            Benchmark.opened(benchmark or data / "benchmark"),
            chosen,
            out,
            LoraTrainer(base),
            others={name: DatasetVersion.opened(folder) for name, folder in places.items()},
            progress=progress,
        )
    if as_json:
        print_json(result)
    else:
        print_line(ablation_table(result).rstrip())
        print_line(str(out))
