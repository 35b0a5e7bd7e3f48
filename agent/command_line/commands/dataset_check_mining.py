"""`fractoscope dataset check-mining`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def dataset_check_mining(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run of `dataset mine` over the corpus's folder.")],
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="Folder of `dataset synthesise`.")],
    as_json: AsJson = False,
) -> None:
    """Hold a run of mining against the truth of a made-up corpus."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.finetune.synthetic_literature import check_mining

    print_result(check_mining(run, corpus), as_json=as_json)
