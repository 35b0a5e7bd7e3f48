"""`fractoscope dataset benchmark`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def dataset_benchmark(
    table: Annotated[Path, typer.Argument(metavar="LABELS.csv", help="Table of pictures and labels; pictures lie beside it.")],
    source: Annotated[str, typer.Option(help="Name of the collection.")],
    licence: Annotated[str, typer.Option(help="Terms of the pictures.")],
    out: Annotated[Path, typer.Option(help="Folder of the benchmark; must not exist.")] = Path("benchmark"),
    labels_column: Annotated[str, typer.Option(help="Column with labels, separated by semicolons.")] = "labels",
    as_json: AsJson = False,
) -> None:
    """Make a benchmark of a folder of labelled pictures."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.finetune.evaluation.benchmark import convert_labelled_pictures

    counts = convert_labelled_pictures(table, out, column=labels_column, source=source, licence=licence)
    print_result({**counts, "folder": str(out)}, as_json=as_json)
