"""From the options of `dataset mine` to a run."""

from collections.abc import Sequence
from pathlib import Path

from fractoscope.agent.command_line.input_error import InputError
from fractoscope.agent.command_line.output import print_json, print_line
from fractoscope.agent.command_line.runner_option import article_runner
from fractoscope.agent.command_line.steps import step_progress
from fractoscope.agent.plugins import PluginGroup, load

NONE = "none"


def mine_articles(
    inputs: Sequence[Path], out: Path, licences: tuple[str, ...], tagger: str, workers: int, *, ocr: bool, as_json: bool, ray: bool = False
) -> None:
    """Mine and print the report; the last line for people is the folder of the run.

    Raises
    ------
    InputError
        If the libraries of the extra `mine` are not installed, or a licence is not an id.
    PluginError
        If there is no such tagger or it does not load.
    BadFile
        If an input cannot be used, or Ray is asked for and is not installed.
    Busy
        If another process is mining into the same folder.
    """
    try:
        from fractoscope.finetune.mine.run import ALLOWED, MiningSettings, mine
        from fractoscope.finetune.mine.run.mining_report import report_text
    except ModuleNotFoundError as error:
        raise InputError(f"mining needs {error.name}, which is not installed; install fractoscope[mine]") from error
    for name in licences:
        if name.lower() == "unknown" or not name.isprintable() or " " in name:
            raise InputError(f"{name!r} is no licence id that can be allowed; give ids such as CC-BY, CC-BY-NC-4.0, public-domain")
    factory = None if tagger == NONE else load(PluginGroup.TAGGERS, tagger)
    settings = MiningSettings(licences=licences or ALLOWED, tagger="" if tagger == NONE else tagger, ocr=ocr)
    runner = article_runner(workers)(settings, out, factory) if ray else None
    with step_progress("article") as progress:
        report = mine(inputs, out, settings, workers=workers, make_tagger=factory, progress=progress, runner=runner)
    if as_json:
        print_json(report)
        return
    print_line(report_text(report).rstrip())
    print_line(str(out))
