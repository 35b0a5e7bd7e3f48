"""`fractoscope train merge`."""

from pathlib import Path
from typing import Annotated

import typer


def train_merge(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a finished run of `train lora`.")],
    out: Annotated[Path, typer.Option(help="Folder of the merged model; must be new.")] = Path("merged"),
    base: Annotated[Path | None, typer.Option(help="Folder of the base; by default the Hub's cache.")] = None,
) -> None:
    """Merge the adapter of a run into its base, with tokenizer and processor beside the weights."""
    from fractoscope.agent.command_line.fine_tuning import merge_run

    merge_run(run, out, base)
