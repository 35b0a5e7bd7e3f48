"""`fractoscope train embedded`."""

from pathlib import Path
from typing import Annotated

import typer


def train_embedded(
    out: Annotated[Path, typer.Option(help="Folder of the run; a run that was cut off goes on from there.")] = Path("training"),
) -> None:
    """Train the embedded model from scratch on simulated frames; takes hours, and may be cut off at any time."""
    import logging

    from fractoscope.agent.command_line.output import print_line
    from fractoscope.finetune.embedded.train_embedded import train_embedded as train

    logging.basicConfig(level=logging.INFO, format="%(message)s")  # the course of hours of training, on stderr
    print_line(str(train(out)))
