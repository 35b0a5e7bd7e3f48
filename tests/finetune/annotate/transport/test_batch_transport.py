"""Batches that take their time, and batches that are not accepted."""

import json
from pathlib import Path
from typing import Any

import pytest

from fractoscope.finetune.annotate.run.annotation_run import annotate
from fractoscope.finetune.annotate.run.annotation_settings import AnnotationSettings
from fractoscope.finetune.annotate.transport import BatchTransport
from fractoscope.finetune.annotate.transport.teacher_client import is_loopback, teacher_client
from fractoscope.finetune.annotate.transport.teacher_error import TeacherRefused
from fractoscope.finetune.mine.records import PanelRecord

Panels = tuple[Path, list[PanelRecord]]
SETTINGS = AnnotationSettings(model="teacher", edge=64, shard_requests=5)


def test_leaving_and_coming_back_fetches_what_has_ended(panels: Panels, teacher: Any, clock: Any, tmp_path: Path):
    """Pins a terminal that must stay open for a day, and a batch that is made again by the one who comes back."""
    with teacher(looks=2) as (url, desk):
        transport = BatchTransport(teacher_client(url), clock, stay=False)
        reports = [annotate(panels[0], tmp_path, SETTINGS, transport, clock=clock) for _ in range(3)]
    assert [report["panels"]["annotated"] for report in reports] == [0, 0, 12]
    assert len(reports[0]["waiting"]) == 3
    assert reports[2]["waiting"] == []
    assert set(desk.paid().values()) == {1}


def test_no_more_batches_than_allowed_are_under_way(panels: Panels, teacher: Any, clock: Any, tmp_path: Path):
    """Pins an account whose queue overflows, so that batches are refused."""
    created: list[int] = []
    with teacher(looks=1) as (url, _):
        transport = BatchTransport(teacher_client(url), clock, at_once=1)
        annotate(panels[0], tmp_path, SETTINGS, transport, clock=clock, progress=lambda done, total, note: created.append(done))
    assert created == [0, 5, 5, 10, 10, 12]


def test_a_batch_that_is_not_accepted_ends_the_run_with_its_reason_and_is_made_anew(
    panels: Panels, teacher: Any, clock: Any, tmp_path: Path
):
    """Pins a run that polls a failed batch for ever, or that never makes another one."""
    folder = tmp_path / "teacher" / "batches"

    def fail(moment: str, request: str) -> None:
        for path in folder.glob("*.json") if moment == "before" and request.startswith("GET /v1/batches/") and failing else ():
            batch = json.loads(path.read_bytes())
            faults = {"object": "list", "data": [{"message": "the queue is full", "code": "token_limit_exceeded"}]}
            path.write_text(json.dumps(batch | {"status": "failed", "errors": faults}), "utf-8")

    failing = True
    with teacher(watch=fail) as (url, desk):
        transport = BatchTransport(teacher_client(url), clock, at_once=1)
        with pytest.raises(TeacherRefused, match="the queue is full"):
            annotate(panels[0], tmp_path / "out", SETTINGS, transport, clock=clock)
        failing = False
        report = annotate(panels[0], tmp_path / "out", SETTINGS, transport, clock=clock)
    assert report["panels"]["annotated"] == 12
    assert set(desk.paid().values()) == {1}


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8000/v1", True),
        ("http://[::1]:8000/v1", True),
        ("http://localhost/v1", True),
        ("https://api.openai.com/v1", False),
        ("http://127.0.0.1.example.org/v1", False),
        ("http://127.0.0.1@example.org/v1", False),
        ("http://192.168.1.5/v1", False),
        ("nonsense", False),
    ],
)
def test_only_this_computer_is_this_computer(url: str, here: bool):
    """Pins an address that looks like loopback and is not: pictures would leave."""
    assert is_loopback(url) is here
