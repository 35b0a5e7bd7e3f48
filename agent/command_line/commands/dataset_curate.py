"""`fractoscope dataset curate`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def dataset_curate(
    mined: Annotated[list[Path], typer.Argument(metavar="MINED...", help="Folders of runs of `dataset mine`.")],
    annotations: Annotated[list[Path], typer.Option(help="File of annotations or a folder with them; may be given several times.")],
    out: Annotated[Path, typer.Option(help="Folder in which versions stand side by side.")] = Path("datasets"),
    name: Annotated[str, typer.Option(help="Name of the data set.")] = "fractographs",
    version: Annotated[str, typer.Option(help="Of the data set; one that is there already is never changed.")] = "1",
    parent: Annotated[Path | None, typer.Option(help="Older version, whose benchmark and calibration are kept to the letter.")] = None,
    benchmark: Annotated[float, typer.Option(min=0, help="Pictures of the benchmark; below 1 a share.")] = 100,
    calibration: Annotated[float, typer.Option(min=0, help="The same for calibration.")] = 0.05,
    validation: Annotated[float, typer.Option(min=0, help="The same for validation.")] = 0.05,
    seed: Annotated[int, typer.Option(min=0, help="Of what is drawn.")] = 0,
    licence: Annotated[list[str] | None, typer.Option(help="Licence that is allowed; may be given several times.")] = None,
    mixed_licences: Annotated[bool, typer.Option(help="Let restricted licences stand beside open ones.")] = False,
    most_doubt: Annotated[float, typer.Option(min=0, max=1, help="Of a teacher's finding; one with more is unknown.")] = 0.6,
    rare_below: Annotated[int, typer.Option(min=0, help="Pictures of a feature below which more are asked for.")] = 50,
    embedding: Annotated[bool, typer.Option(help="Ask the embedded model too when copies are sought.")] = True,
    show_leaks: Annotated[bool, typer.Option(help="Publish although the audit found leaks, and list them.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    ray: Annotated[bool, typer.Option("--ray", help="Work in Ray Data, on RAY_ADDRESS or this computer.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a frozen data set of mined panels and what annotators said: one picture for all its copies, parts that share nothing."""
    from pydantic import ValidationError

    from fractoscope.agent.command_line.curate_panels import curate_panels
    from fractoscope.agent.command_line.input_error import InputError
    from fractoscope.finetune.curate.run.curation_settings import CurationSettings
    from fractoscope.finetune.curate.splits.split_plan import SplitPlan
    from fractoscope.finetune.mine.run import ALLOWED

    try:
        settings = CurationSettings(
            name=name,
            version=version,
            splits=SplitPlan(benchmark=benchmark, calibration=calibration, validation=validation, seed=seed),
            licences=tuple(licence or ALLOWED),
            mixed_licences=mixed_licences,
            most_doubt=most_doubt,
            rare_below=rare_below,
            embedding=embedding,
            show_leaks=show_leaks,
        )
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise InputError(f"--{fault['loc'][0]} {fault['input']!r}: {fault['msg']}; give letters, digits, dots and dashes") from error
    curate_panels(mined, annotations, out, settings, parent, workers, as_json=as_json, ray=ray)
