"""`fractoscope evaluate`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def evaluate(
    benchmark: Annotated[Path | None, typer.Argument(metavar="[BENCHMARK]", help="Folder of a benchmark.")] = None,
    tagger: Annotated[
        str, typer.Option(metavar="NAME[:option=value,...]", help="A tagger, run:folder=DIR of `train lora`, majority, or all-no.")
    ] = "",
    endpoint: Annotated[str, typer.Option(metavar="URL", help="An OpenAI-compatible server, such as http://127.0.0.1:8000/v1.")] = "",
    model: Annotated[str, typer.Option(help="Model at the endpoint.")] = "",
    compare: Annotated[
        tuple[str, str] | None, typer.Option(metavar="A B", help="Two readers, written as for --tagger, or endpoint:url=URL,model=NAME.")
    ] = None,
    labels: Annotated[
        str | None, typer.Option(help="Whose labels count: expert or teacher; by default expert where there are any.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder for predictions and scores; what is read already is not read again.")] = Path(
        "evaluation"
    ),
    images_may_leave: Annotated[bool, typer.Option("--images-may-leave", help="Allow an endpoint on another computer.")] = False,
    embedded: Annotated[bool, typer.Option("--embedded", help="The model that ships with Fractoscope, on simulated frames.")] = False,
    images: Annotated[int, typer.Option(min=1, help="With --embedded: simulated frames to tag.")] = 400,
    baseline: Annotated[bool, typer.Option(help="With --embedded: measure the filter-statistics baseline on the same frames.")] = True,
    as_json: AsJson = False,
) -> None:
    """Score a model on a benchmark, compare two, or measure the shipped one on simulator seeds that training never saw."""
    from fractoscope.agent.command_line.input_error import InputError
    from fractoscope.agent.command_line.output import print_result

    given = [bool(tagger), bool(endpoint), compare is not None, embedded]
    if sum(given) != 1:
        raise InputError("say which model to evaluate: --embedded, or BENCHMARK with one of --tagger, --endpoint, --compare")
    if embedded != (benchmark is None):
        raise InputError("--embedded makes its own frames and takes no BENCHMARK; --tagger, --endpoint and --compare need one")
    if benchmark is not None:
        from fractoscope.agent.command_line.evaluate_benchmark import evaluate_benchmark

        if endpoint and not model:
            raise InputError("an endpoint needs the name of a model; give --model NAME")
        reader = f"endpoint:url={endpoint},model={model}" if endpoint else tagger
        evaluate_benchmark(benchmark, reader, compare, out, labels, images_may_leave=images_may_leave, as_json=as_json)
        return
    from fractoscope.finetune.evaluation import evaluate_embedded

    print_result(evaluate_embedded(images=images, baseline=baseline), as_json=as_json)
