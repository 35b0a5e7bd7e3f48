"""`fractoscope dataset check-duplicates`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def dataset_check_duplicates(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run of `dataset mine` over the corpus's folder.")],
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="Folder of `dataset synthesise`.")],
    work: Annotated[Path, typer.Option(help="Folder in which fingerprints of pictures are kept.")] = Path("duplicates"),
    embedding: Annotated[bool, typer.Option(help="Ask the embedded model too.")] = True,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Look for copies in a made-up corpus and hold the clusters against its truth."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.agent.command_line.steps import step_progress
    from fractoscope.finetune.synthetic_literature import check_duplicates

    with step_progress("step") as progress:
        found = check_duplicates(run, corpus, work, embedding=embedding, workers=workers, progress=progress)
    print_result(found, as_json=as_json)
