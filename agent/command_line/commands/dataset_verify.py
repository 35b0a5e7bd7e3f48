"""`fractoscope dataset verify`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def dataset_verify(
    version: Annotated[Path, typer.Argument(metavar="VERSION", help="Folder of a version of a data set.")],
    as_json: AsJson = False,
) -> int:
    """Hold every file of a data set against its checksum. Status 5 if one was changed, is missing or was added."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.finetune.curate.publish.verify_version import verify_version

    found = verify_version(version)
    print_result(found, as_json=as_json)
    return 0 if found["intact"] else 5
