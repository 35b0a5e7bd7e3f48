"""`fractoscope dataset synthesise`."""

from pathlib import Path
from typing import Annotated

import typer


def dataset_synthesise(
    out: Annotated[Path, typer.Option(help="Folder of the corpus; must be empty or new.")] = Path("literature"),
    seed: Annotated[int, typer.Option(min=0, help="What everything is drawn from.")] = 0,
    articles: Annotated[int, typer.Option(min=1, help="Whole articles in JATS; broken ones come on top.")] = 200,
    pdfs: Annotated[int, typer.Option(min=0, help="Whole articles in PDF.")] = 20,
    micrographs: Annotated[int, typer.Option(min=4, help="Fracture surfaces to render; further panels show copies of them.")] = 360,
) -> None:
    """Make up articles with known truth, to measure mining on."""
    from fractoscope.agent.command_line.output import print_line
    from fractoscope.agent.command_line.steps import step_progress
    from fractoscope.finetune.synthetic_literature import synthesise

    with step_progress("article") as progress:
        synthesise(out, seed=seed, articles=articles, pdfs=pdfs, micrographs=micrographs, progress=progress)
    print_line(str(out))
