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
    names = ["a", "crash", "b", "hang", "c", "d"]
    sources = [ArticleSource(kind=SourceKind.JATS, path=Path(name), name=name) for name in names]
    runner = PoolRunner(MiningSettings(ocr=False), Path("."), workers=2, seconds=3, work=work)
    for source, outcome in runner.run(sources):
        print(source.name, outcome.read, outcome.figures, *(drop.reason for drop in outcome.drops), sep="|", flush=True)
"""


@pytest.mark.slow
def test_an_article_that_crashes_or_hangs_costs_only_itself(tmp_path: Path):
    """Pins a decoder that dies and takes the run with it, or that keeps it waiting for ever."""
    (tmp_path / "work.py").write_text(WORK, "utf-8")
    (tmp_path / "run.py").write_text(RUN, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "run.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=240, check=True
    )
    lines = [line.split("|") for line in done.stdout.splitlines()]
    found = {line[0]: line[1:] for line in lines}
    assert len(lines) == 6
    assert {name for name, rest in found.items() if rest[0] == "True"} == {"a", "b", "c", "d"}
    assert {name for name, rest in found.items() if "crashed or hung" in rest} == {"crash", "hang"}
    assert str(os.getpid()) not in {rest[1] for rest in found.values()}


def test_tools_that_cannot_be_made_are_an_error_of_the_run(tmp_path: Path):
    """Pins a tagger that does not load, after which every article is reported as crashed."""

    def broken(options: object) -> None:
        raise OSError("no weights")

    with pytest.raises(OSError, match="no weights"):
        PoolRunner(MiningSettings(tagger="x"), tmp_path, make_tagger=broken)
