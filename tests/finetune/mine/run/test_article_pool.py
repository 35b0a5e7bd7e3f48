"""Articles in several processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fractoscope.finetune.mine import MiningSettings
from fractoscope.finetune.mine.run.article_pool import PoolRunner

WORK = """
import os, time
from fractoscope.finetune.mine.run.article_outcome import ArticleOutcome

def work(source, settings, tools, folder):
    if "crash" in source.name:
        os._exit(9)
    while "hang" in source.name:
        time.sleep(60)
    return ArticleOutcome(source=source.id, read=True, figures=os.getpid())
"""
RUN = """
import sys
from pathlib import Path
from work import work
from fractoscope.finetune.mine import MiningSettings
from fractoscope.finetune.mine.run.article_pool import PoolRunner
from fractoscope.finetune.mine.sources import ArticleSource, SourceKind

if __name__ == "__main__":
    names = sys.argv[2:]
    sources = [ArticleSource(kind=SourceKind.JATS, path=Path(name), name=name) for name in names]
    runner = PoolRunner(MiningSettings(ocr=False), Path("."), workers=2, seconds=int(sys.argv[1]), work=work)
    for source, outcome in runner.run(sources):
        print(source.name, outcome.read, outcome.figures, *(drop.reason for drop in outcome.drops), sep="|", flush=True)
"""


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a pool over articles of these names, with a time for each."""
    (folder / "work.py").write_text(WORK, "utf-8")
    (folder / "run.py").write_text(RUN, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "run.py", *arguments]
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


@pytest.mark.slow
def test_an_article_that_crashes_or_hangs_costs_only_itself(tmp_path: Path):
    """Pins a decoder that dies and takes the run with it, or that keeps it waiting for ever."""
    with started(tmp_path, "3", "a", "crash", "b", "hang", "c", "d") as process:
        out, _ = process.communicate(timeout=240)
    assert process.returncode == 0
    lines = [line.split("|") for line in out.splitlines()]
    found = {line[0]: line[1:] for line in lines}
    assert len(lines) == 6
    assert {name for name, rest in found.items() if rest[0] == "True"} == {"a", "b", "c", "d"}
    assert {name for name, rest in found.items() if "crashed or hung" in rest} == {"crash", "hang"}
    assert str(os.getpid()) not in {rest[1] for rest in found.values()}


@pytest.mark.slow
def test_processes_end_with_the_run_that_was_killed(tmp_path: Path):
    """Pins workers that outlive `kill -9` for good: their end of the output closes only once all of them are gone."""
    with started(tmp_path, "600", "a", "hang", "hang-too", "b") as process:
        assert process.stdout is not None
        # The first line says that the workers are up.
        assert process.stdout.readline().startswith("a|")
        process.kill()
        process.communicate(timeout=60)


def test_tools_that_cannot_be_made_are_an_error_of_the_run(tmp_path: Path):
    """Pins a tagger that does not load, after which every article is reported as crashed."""

    def broken(options: object) -> None:
        raise OSError("no weights")

    with pytest.raises(OSError, match="no weights"):
        PoolRunner(MiningSettings(tagger="x"), tmp_path, make_tagger=broken)
