"""`fractoscope twin score-reading`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def twin_score_reading(
    surveys: Annotated[Path, typer.Argument(metavar="SURVEYS", help="Folder that `twin surveys` wrote.")],
    reading: Annotated[Path, typer.Argument(metavar="READING.json", help="Which side, by survey.")],
    as_json: AsJson = False,
) -> None:
    """Count how often a blind reading of surveys named the side on which a crack began."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.simulators.blind_reading.score_reading import score_reading

    print_result(score_reading(surveys, reading), as_json=as_json)
