"""`fractoscope dataset audit`."""

from pathlib import Path
from typing import Annotated

import typer

from fractoscope.agent.command_line.commands.options import AsJson


def dataset_audit(
    version: Annotated[Path, typer.Argument(metavar="VERSION", help="Folder of a version of a data set.")],
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    as_json: AsJson = False,
) -> int:
    """Look for pictures that stand in two parts of a data set, without the clusters that it was made with. Status 5 if there are any."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.agent.command_line.steps import step_progress
    from fractoscope.finetune.curate.publish.version_folder import VersionFolder
    from fractoscope.finetune.curate.run.task_runner import InProcessTasks, PoolTasks
    from fractoscope.finetune.curate.splits.leak_audit import audit_leaks

    rows = VersionFolder(version).rows()
    with step_progress("step") as progress:
        found = audit_leaks(rows, version, PoolTasks(workers) if workers > 1 else InProcessTasks(), progress)
    print_result(found, as_json=as_json)
    return 5 if found["leaks"] else 0
