"""`fractoscope bench training`."""

from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def bench_training(
    recipe: Annotated[str, typer.Option(help="Recipe whose shape, adapters and micro-batch are timed.")] = "embedded",
    steps: Annotated[int, typer.Option(min=3, help="Optimizer steps of each kind; the first two are not counted.")] = 8,
    micro_batch: Annotated[int, typer.Option(min=0, help="Pictures a step; 0 takes the recipe's.")] = 0,
    image_tokens: Annotated[int, typer.Option(min=4, help="Visual tokens of a picture.")] = 1024,
    plain: Annotated[bool, typer.Option(help="Time the training library's own settings on the same batches too.")] = True,
    as_json: AsJson = False,
) -> None:
    """Time fine-tuning with random weights: tokens a second, peak memory and share of the device's arithmetic."""
    from fractoscope.agent.command_line.fine_tuning import require_training
    from fractoscope.agent.command_line.output import print_result

    require_training()
    from fractoscope.finetune.train.bench import measure_training

    print_result(measure_training(recipe, steps=steps, micro_batch=micro_batch, image_tokens=image_tokens, plain=plain), as_json=as_json)
