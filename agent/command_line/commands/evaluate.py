"""`fractoscope evaluate`."""

from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def evaluate(
    embedded: Annotated[bool, typer.Option("--embedded", help="The model that ships with Fractoscope.")] = False,
    images: Annotated[int | None, typer.Option(min=1, help="How many pictures; the default is the published figure's.")] = None,
    as_json: AsJson = False,
) -> None:
    """Measure a model on simulator seeds that training never saw."""
    from fractoscope.agent.command_line.input_error import InputError
    from fractoscope.agent.command_line.output import print_result

    if not embedded:
        raise InputError("say which model to evaluate: --embedded")
    from fractoscope.finetune.evaluation import evaluate_embedded

    print_result(evaluate_embedded() if images is None else evaluate_embedded(images=images), as_json=as_json)
