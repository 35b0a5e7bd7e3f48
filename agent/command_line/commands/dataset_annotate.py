"""`fractoscope dataset annotate`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def dataset_annotate(
    mined: Annotated[Path, typer.Argument(metavar="MINED", help="Folder of a run of `dataset mine`.")],
    model: Annotated[str, typer.Option(help="The teacher, as its server names it.")],
    out: Annotated[Path, typer.Option(help="Folder of the run; a run that was cut off goes on from there.")] = Path("annotated"),
    base_url: Annotated[str, typer.Option(help="OpenAI-compatible server, with its version.")] = "https://api.openai.com/v1",
    transport: Annotated[str, typer.Option(help="batch, live or files.")] = "batch",
    images_may_leave: Annotated[bool, typer.Option("--images-may-leave", help="Send pictures to a server elsewhere.")] = False,
    estimate: Annotated[bool, typer.Option("--estimate", help="Print what it would take, send nothing.")] = False,
    prices: Annotated[Path | None, typer.Option(help="Price list of the teacher, TOML.")] = None,
    budget: Annotated[float | None, typer.Option(min=0, help="Most that the run may cost in all, in the currency of the prices.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Spend what it takes at a server elsewhere.")] = False,
    edge: Annotated[int, typer.Option(min=64, max=4096, help="Longest side of the pictures that are sent (px).")] = 1024,
    attempts: Annotated[int, typer.Option(min=1, max=20, help="How often a request is sent at most.")] = 4,
    at_once: Annotated[int, typer.Option(min=1, help="Batches, or live requests, under way at a time.")] = 8,
    poll: Annotated[float, typer.Option(min=0.05, help="Seconds between looks at batches.")] = 30.0,
    pause: Annotated[float, typer.Option(min=0, help="Seconds before failed requests are sent again; doubled each time.")] = 2.0,
    wait: Annotated[bool, typer.Option(help="Wait until batches have ended.")] = True,
    ray: Annotated[bool, typer.Option("--ray", help="Prepare pictures in Ray Data, on RAY_ADDRESS or this computer.")] = False,
    as_json: AsJson = False,
) -> None:
    """Have a teacher model label mined panels. Nothing is paid twice, and nothing leaves this computer unless you say so."""
    from fractoscope.agent.command_line.annotate_panels import Sending, annotate_panels
    from fractoscope.finetune.annotate.run.annotation_settings import AnnotationSettings

    settings = AnnotationSettings(model=model, edge=edge, attempts=attempts)
    sending = Sending(
        base_url=base_url,
        transport=transport,
        images_may_leave=images_may_leave,
        prices=prices,
        budget=budget,
        approved=yes,
        at_once=at_once,
        poll=poll,
        pause=pause,
        wait=wait,
    )
    annotate_panels(mined, out, settings, sending, only_estimate=estimate, as_json=as_json, ray=ray)
