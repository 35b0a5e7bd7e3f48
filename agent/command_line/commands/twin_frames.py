"""`fractoscope twin frames`."""

from pathlib import Path
from typing import Annotated

import typer


def twin_frames(
    out: Annotated[Path, typer.Option(help="Folder of the data set; new, or one to go on with.")] = Path("frames"),
    settings: Annotated[Path | None, typer.Option(help="TOML file with settings; the options below go before it.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="What everything is drawn from; 0 by default.")] = None,
    frames: Annotated[int | None, typer.Option(min=1, help="Frames to render; 64 by default.")] = None,
    family: Annotated[list[str] | None, typer.Option(help="Kind of specimen; may be given several times; all by default.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes to render with.")] = 1,
) -> None:
    """Render labelled frames of simulated specimens; the same command goes on where it was broken off."""
    from fractoscope.agent.command_line.output import print_line
    from fractoscope.agent.command_line.steps import step_progress
    from fractoscope.simulators.dataset_writer.dataset_settings import DatasetSettings
    from fractoscope.simulators.dataset_writer.write_dataset import write_dataset

    chosen = (DatasetSettings() if settings is None else DatasetSettings.read(settings)).model_dump()
    chosen |= {name: value for name, value in (("seed", seed), ("frames", frames), ("families", family)) if value is not None}
    with step_progress("frame") as progress:
        write_dataset(DatasetSettings.model_validate(chosen), out, workers=workers, progress=progress)
    print_line(str(out))
