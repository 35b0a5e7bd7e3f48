"""From the options of `dataset curate` to a version."""

from collections.abc import Sequence
from pathlib import Path

from fractoscope.agent.command_line.output import print_json, print_line, print_note
from fractoscope.agent.command_line.runner_option import task_runner
from fractoscope.agent.command_line.steps import step_progress
from fractoscope.finetune.curate.run.curation_run import curate
from fractoscope.finetune.curate.run.curation_settings import CurationSettings


def curate_panels(
    mined: Sequence[Path],
    annotations: Sequence[Path],
    out: Path,
    settings: CurationSettings,
    parent: Path | None,
    workers: int,
    *,
    as_json: bool,
    ray: bool = False,
) -> None:
    """Curate and print what came out; the last line for people is the folder of the version.

    Raises
    ------
    BadFile
        If an input cannot be used, the version must not be published, or Ray is asked for and is not installed.
    Busy
        If another process is curating into the same folder.
    """
    runner = task_runner(workers, ray=ray)
    with step_progress("step") as progress:
        made = curate(mined, annotations, out, settings, parent=parent, runner=runner, progress=progress)
    if as_json:
        print_json({name: value for name, value in made.items() if name != "checksums"})
        return
    copies, audit = made["duplicates"], made["leak_audit"]
    print_line(", ".join(f"{split}: {count}" for split, count in made["counts"].items()))
    for split, asked in made["asked"].items():
        if parent is None and made["counts"][split] < 0.9 * asked:
            print_note(f"{split} has {made['counts'][split]} of {asked} pictures: papers tied by copies are too large to be held out")
    print_line(f"clusters of copies: {copies['with_copies']}, the largest of {copies['largest']}")
    print_line(f"leaks: {audit['leaks']} in {audit['hashed']} pairs by hash and {audit['compared']} by correlation")
    for reason, count in made["left_out"].items():
        print_line(f"left out, {reason}: {count}")
    if made["mine_more_of"]:
        print_line(f"mine more of: {', '.join(f'{feature} ({count})' for feature, count in made['mine_more_of'].items())}")
    print_line(str(out / f"{settings.name}-{settings.version}"))
