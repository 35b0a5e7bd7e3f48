"""`fractoscope train baseline`."""

from pathlib import Path
from typing import Annotated

import typer


def train_baseline(
    out: Annotated[
        Path, typer.Option(help="Folder of the run of `train embedded`; its frames are read, `baseline` is written in it.")
    ] = Path("training"),
) -> None:
    """Train the filter-statistics baseline on the frames that the embedded model learnt from."""
    import logging

    from fractoscope.agent.command_line.output import print_line
    from fractoscope.finetune.baseline.train_baseline import train_baseline as train

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    train(out / "frames", out / "baseline")
    print_line(str(out / "baseline"))
