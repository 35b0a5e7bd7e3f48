"""`fractoscope dataset agreement`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def dataset_agreement(
    annotated: Annotated[Path, typer.Argument(metavar="ANNOTATED", help="Folder of a run of `dataset annotate` with reviews.")],
    as_json: AsJson = False,
) -> None:
    """Print how far reviewers agree, by feature, and which panels wait for somebody to settle them."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.finetune.annotate.review import agreement
    from fractoscope.finetune.annotate.review.decision_log import all_standing

    print_result(agreement(all_standing(annotated)), as_json=as_json)
