"""`fractoscope dataset export`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def dataset_export(
    version: Annotated[Path, typer.Argument(metavar="VERSION", help="Folder of a version of a data set.")],
    form: Annotated[str, typer.Option("--format", help="hugging-face, llava, messages or sharegpt.")],
    out: Annotated[Path, typer.Option(help="Folder to write into; must be empty or new.")] = Path("export"),
    as_json: AsJson = False,
) -> None:
    """Write a data set in another training program's format."""
    from fractoscope.agent.command_line.input_error import InputError
    from fractoscope.agent.command_line.output import print_line, print_result
    from fractoscope.finetune.curate.exports.export_dataset import EXPORTS, export_dataset

    if form not in EXPORTS:
        raise InputError(f"there is no format {form!r}; give one of {', '.join(EXPORTS)}")
    print_result(export_dataset(version, form, out), as_json=as_json)
    if not as_json:
        print_line(str(out))
