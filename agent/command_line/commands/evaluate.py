"""`fractoscope evaluate`."""

from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def evaluate(
    embedded: Annotated[bool, typer.Option("--embedded", help="The model that ships with Fractoscope.")] = False,
    images: Annotated[int, typer.Option(min=1, help="Simulated frames to tag.")] = 400,
    baseline: Annotated[bool, typer.Option(help="Measure the filter-statistics baseline on the same frames.")] = True,
    as_json: AsJson = False,
) -> None:
    """Measure a model on simulator seeds that training never saw."""
    from fractoscope.agent.command_line.input_error import InputError
    from fractoscope.agent.command_line.output import print_result

    if not embedded:
        raise InputError("say which model to evaluate: --embedded")
    from fractoscope.finetune.evaluation import evaluate_embedded

    print_result(evaluate_embedded(images=images, baseline=baseline), as_json=as_json)
