"""A process that is killed never pays twice."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from fractoscope.finetune.annotate.loopback import Mishaps
from fractoscope.finetune.annotate.run.annotation_run import annotate
from fractoscope.finetune.annotate.run.annotation_settings import AnnotationSettings
from fractoscope.finetune.annotate.run.ledger import Ledger
from fractoscope.finetune.annotate.transport import BatchTransport, LiveTransport
from fractoscope.finetune.annotate.transport.teacher_client import teacher_client
from fractoscope.finetune.mine.records import PanelRecord

Panels = tuple[Path, list[PanelRecord]]
SETTINGS = AnnotationSettings(model="teacher", edge=64, shard_requests=6)
PROGRAM = """
import sys
from pathlib import Path
from fractoscope.finetune.annotate.run.annotation_run import annotate
from fractoscope.finetune.annotate.run.annotation_settings import AnnotationSettings
from fractoscope.finetune.annotate.transport import BatchTransport
from fractoscope.finetune.annotate.transport.teacher_client import teacher_client
from fractoscope.instruments.clocks import SystemClock
settings = AnnotationSettings(model="teacher", edge=64, shard_requests=6)
transport = BatchTransport(teacher_client(sys.argv[3]), SystemClock(), poll=0.01)
annotate(Path(sys.argv[1]), Path(sys.argv[2]), settings, transport, pause=0)
"""
MOMENTS = ("before POST /v1/batches", "after POST /v1/batches", "after GET /v1/files")


class Killed(BaseException):
    """As good as a kill: nothing of ours catches it."""


@pytest.mark.slow
def test_kill_9_at_the_server_s_every_step_pays_once(panels: Panels, teacher: Any, tmp_path: Path):
    """Pins a batch that was created, and of which the killed process never heard: it must be found again, not made again."""
    out, moments, process = tmp_path / "out", list(MOMENTS), list[subprocess.Popen[bytes]]()

    def kill(moment: str, request: str) -> None:
        # What a dead process asked for is still dealt with, and must not use up the next moment.
        if moments and len(process) + len(moments) == len(MOMENTS) + 1 and f"{moment} {request}".startswith(moments[0]):
            moments.pop(0)
            os.kill(process[-1].pid, signal.SIGKILL)

    with teacher(watch=kill) as (url, desk):
        ends = []
        for _ in range(len(MOMENTS) + 1):
            process.append(subprocess.Popen([sys.executable, "-c", PROGRAM, str(panels[0]), str(out), url]))
            ends.append(process[-1].wait(60))
    assert ends == [-signal.SIGKILL] * len(MOMENTS) + [0]
    assert len(desk.paid()) == 12
    assert set(desk.paid().values()) == {1}
    assert len((out / "annotations-00000.jsonl").read_bytes().splitlines()) == 12


def killed_at(step: int, monkeypatch: pytest.MonkeyPatch, *, after: bool) -> Iterator[None]:
    """Make the ledger die at its line of that number, before or after the line is on the disk."""
    real, steps = Ledger.write, count()

    def write(self: Ledger, event: str, **facts: Any) -> None:
        here = next(steps) == step
        if here and not after:
            raise Killed
        real(self, event, **facts)
        if here:
            raise Killed

    monkeypatch.setattr(Ledger, "write", write)
    yield
    monkeypatch.setattr(Ledger, "write", real)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("way", ["batch", "live"])
def test_dying_at_any_line_of_the_ledger_pays_once(
    way: str, after: bool, panels: Panels, teacher: Any, clock: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Pins each gap between doing a thing and writing it down. Spoilt answers are paid again on purpose, so there are none here."""
    out = tmp_path / "out"
    with teacher(mishaps=Mishaps(server_fault=0.2)) as (url, desk):
        for step in range(0, 40, 1 if way == "batch" else 3):
            transport = BatchTransport(teacher_client(url), clock) if way == "batch" else LiveTransport(teacher_client(url), clock, 1)
            dying = killed_at(step, monkeypatch, after=after)
            next(dying)
            try:
                annotate(panels[0], out, SETTINGS, transport, clock=clock)
            except Killed:
                continue
            finally:
                next(dying, None)
            break
        report = annotate(panels[0], out, SETTINGS, transport, clock=clock)
    assert report["panels"]["annotated"] == 12
    assert len(desk.paid()) == 12
    # The loopback teacher heeds the key by which a live request is known again; others need not, which is why it is reported.
    assert set(desk.paid().values()) == {1}
    assert (report["possibly_paid"] > 0) == (way == "live")
