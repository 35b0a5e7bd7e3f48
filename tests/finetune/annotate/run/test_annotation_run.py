"""Whole runs against a teacher on loopback."""

import json
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from fractoscope.finetune.annotate.cost import PriceList
from fractoscope.finetune.annotate.loopback import AnswerNoise, Mishaps
from fractoscope.finetune.annotate.loopback.mishaps import KINDS
from fractoscope.finetune.annotate.records import Annotation
from fractoscope.finetune.annotate.requests import questions_of
from fractoscope.finetune.annotate.run.annotation_refused import AnnotationRefused
from fractoscope.finetune.annotate.run.annotation_run import LOCK, annotate
from fractoscope.finetune.annotate.run.annotation_settings import AnnotationSettings
from fractoscope.finetune.annotate.run.ledger import FILE, Ledger
from fractoscope.finetune.annotate.transport import BatchTransport, FileExchange, LiveTransport, Transport
from fractoscope.finetune.annotate.transport.teacher_client import teacher_client
from fractoscope.finetune.annotate.transport.teacher_error import TeacherUnreachable
from fractoscope.finetune.mine.records import PanelRecord
from fractoscope.instruments.errors import BadFile, Busy

Panels = tuple[Path, list[PanelRecord]]
SETTINGS = AnnotationSettings(model="teacher", edge=64, shard_requests=5)
WAYS: dict[str, Callable[[str, Any], Transport]] = {
    "batch": lambda url, clock: BatchTransport(teacher_client(url), clock),
    "live": lambda url, clock: LiveTransport(teacher_client(url), clock, at_once=3),
}


def annotations(folder: Path) -> list[Annotation]:
    return [
        Annotation.model_validate_json(line)
        for path in sorted(folder.glob("annotations-*.jsonl"))
        for line in path.read_bytes().splitlines()
    ]


def first_panels(panels: Panels, count: int, folder: Path) -> Path:
    """Write a run of mining with the first panels of another."""
    folder.mkdir(exist_ok=True)
    if not (folder / "images").exists():
        (folder / "images").symlink_to(panels[0] / "images")
    text = "".join(record.model_dump_json() + "\n" for record in panels[1][:count])
    (folder / "panels-00000.jsonl").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("way", WAYS)
def test_every_panel_is_labelled_with_what_is_true(way: str, panels: Panels, teacher: Any, clock: Any, tmp_path: Path):
    """Pins answers that land at another panel: each annotation must say what the teacher knows of that very picture."""
    with teacher(looks=2) as (url, desk):
        report = annotate(panels[0], tmp_path / "out", SETTINGS, WAYS[way](url, clock), clock=clock)
    found = annotations(tmp_path / "out")
    assert [one.record_id for one in found] == [record.record_id for record in panels[1]]
    for number, one in enumerate(found):
        assert [finding.feature for finding in one.findings] == [("equiaxed_dimples", "river_pattern")[number % 2]]
        assert one.findings[0].quotes  # both features are spoken of in the words
        assert one.prompt_version == SETTINGS.prompt_version
    assert set(desk.paid().values()) == {1}
    assert report["requests"] == {"asked_for": 12, "answered": 12, "under_way": 0, "given_up": 0}
    assert report["put_right"] == {}


@pytest.mark.parametrize("way", WAYS)
def test_only_what_failed_is_sent_again_and_refusals_are_given_up(way: str, panels: Panels, teacher: Any, clock: Any, tmp_path: Path):
    """Pins a good answer that is paid for twice because its neighbour failed, and a failure that vanishes from the count."""
    ids = questions_of(panels[1], SETTINGS)
    shares = Mishaps(too_busy=0.15, server_fault=0.15, cut_off=0.15, not_in_schema=0.15, refused=0.15, expired_batches=1)
    # Ids change with the prompt, and with them what goes wrong: a seed at which everything does.
    mishaps = next(one for seed in count() if {*KINDS} <= {(one := shares.replace(seed=seed)).of(name, 1) for name in ids})
    with teacher(mishaps=mishaps) as (url, desk):
        report = annotate(panels[0], tmp_path / "out", SETTINGS, WAYS[way](url, clock), clock=clock)
    refused = report["given_up"].get("refused", 0)
    assert refused > 0
    assert report["panels"]["annotated"] == 12 - refused
    assert {"cut off", "not in the schema", "status 500"} <= set(report["lost_attempts"])
    spoilt = report["lost_attempts"]["cut off"] + report["lost_attempts"]["not in the schema"]
    assert sum(desk.paid().values()) == 12 + spoilt
    if way == "batch":
        assert report["lost_attempts"]["batch expired"] == 3
        assert report["lost_attempts"]["status 429"] > 0
    else:
        assert "status 429" not in report["lost_attempts"]  # waited for, within the attempt
    assert report["attempts"] == 12 + sum(number for reason, number in report["lost_attempts"].items() if reason != "refused")


def test_attempts_are_capped(panels: Panels, teacher: Any, clock: Any, tmp_path: Path):
    """Pins a request that fails for ever and is paid for ever."""
    always = AnswerNoise()
    with teacher(noise=always, mishaps=Mishaps(not_in_schema=1.0)) as (url, desk):
        settings = SETTINGS.replace(attempts=1)
        report = annotate(panels[0], tmp_path / "out", settings, WAYS["batch"](url, clock), clock=clock)
    assert report["given_up"] == {"not in the schema": 12}
    assert sum(desk.paid().values()) == 12
    assert annotations(tmp_path / "out") == []


def test_a_finished_run_sends_nothing(panels: Panels, teacher: Any, clock: Any, tmp_path: Path):
    """Pins a second run that pays for the first one's answers."""
    seen: list[str] = []
    with teacher(watch=lambda moment, request: seen.append(request)) as (url, _):
        first = annotate(panels[0], tmp_path / "out", SETTINGS, WAYS["batch"](url, clock), clock=clock)
        before = len(seen)
        assert annotate(panels[0], tmp_path / "out", SETTINGS, WAYS["live"](url, clock), clock=clock)["requests"] == first["requests"]
    assert len(seen) == before > 0


def test_new_panels_are_asked_about_alone(panels: Panels, teacher: Any, clock: Any, tmp_path: Path):
    """Pins a corpus that grows and is paid for anew."""
    mined = first_panels(panels, 4, tmp_path / "mined")
    with teacher() as (url, desk):
        annotate(mined, tmp_path / "out", SETTINGS, WAYS["batch"](url, clock), clock=clock)
        first_panels(panels, 7, tmp_path / "mined")
        report = annotate(mined, tmp_path / "out", SETTINGS, WAYS["batch"](url, clock), clock=clock)
    assert report["panels"] == {"found": 7, "annotated": 7}
    assert set(desk.paid().values()) == {1}


def test_files_are_exchanged_without_a_server(panels: Panels, teacher: Any, clock: Any, tmp_path: Path):
    """Pins a way by files that asks for something else than what the batch API takes and gives."""
    out = tmp_path / "out"
    report = annotate(panels[0], out, SETTINGS, FileExchange(), clock=clock)
    assert report["waiting"] == ["round-01-00000", "round-01-00001", "round-01-00002"]
    with teacher() as (_, desk):
        for name in report["waiting"]:
            answers = []
            for line in (out / "requests" / f"{name}.jsonl").read_bytes().splitlines():
                request = json.loads(line)
                status, body = desk.answer(request["custom_id"], request["body"])
                response = {"status_code": status, "body": body}
                answers.append(json.dumps({"custom_id": request["custom_id"], "response": response, "error": None}))
            (out / "results").mkdir(exist_ok=True)
            (out / "results" / f"{name}.jsonl").write_text("\n".join(answers), "utf-8")
    report = annotate(panels[0], out, SETTINGS, FileExchange(), clock=clock)
    assert report["panels"]["annotated"] == 12
    assert report["waiting"] == []


def test_a_budget_stops_before_the_requests_and_not_after(panels: Panels, teacher: Any, clock: Any, tmp_path: Path):
    """Pins a budget that is noticed once it is spent."""
    prices = PriceList(input_per_million=1000, output_per_million=1000)
    with teacher() as (url, desk):
        with pytest.raises(AnnotationRefused, match="above the budget"):
            annotate(panels[0], tmp_path / "out", SETTINGS, WAYS["batch"](url, clock), prices=prices, budget=1.0, clock=clock)
        assert not desk.paid()
        report = annotate(panels[0], tmp_path / "out", SETTINGS, WAYS["batch"](url, clock), prices=prices, budget=1e6, clock=clock)
    tokens = report["tokens"]
    assert report["cost"] == pytest.approx((tokens["read"] + tokens["written"]) / 1e3 * 0.5, rel=1e-3)
    collected = [entry for entry in Ledger(tmp_path / "out", clock).events() if entry["event"] == "collected"]
    assert sum(entry["tokens_in"] for entry in collected) == tokens["read"] > 0


def test_one_folder_keeps_to_one_prompt_one_process_and_one_way(panels: Panels, teacher: Any, clock: Any, tmp_path: Path):
    """Pins answers of two models in one folder, and requests that are under way by one transport and sent by another."""
    out = tmp_path / "out"
    with teacher() as (url, _):
        transport = WAYS["batch"](url, clock)
        annotate(panels[0], out, SETTINGS, FileExchange(), clock=clock)
        with pytest.raises(BadFile, match="other settings"):
            annotate(panels[0], out, SETTINGS.replace(model="another"), transport, clock=clock)
        with FileLock(out / LOCK), pytest.raises(Busy, match="another run of annotating"):
            annotate(panels[0], out, SETTINGS, transport, clock=clock)
        Ledger(out, clock).write("created", shard="round-01-00000", batch="batch_1")
        with pytest.raises(Busy, match="--transport batch"):
            annotate(panels[0], out, SETTINGS, WAYS["live"](url, clock), clock=clock)


def test_a_server_that_is_not_there_is_told_and_what_was_paid_is_kept(panels: Panels, teacher: Any, clock: Any, tmp_path: Path):
    """Pins a traceback, and a run that loses its first answers with its server."""
    with teacher() as (url, _):
        pass
    with pytest.raises(TeacherUnreachable, match="no connection"):
        annotate(panels[0], tmp_path / "out", SETTINGS, WAYS["batch"](url, clock), clock=clock)
    with pytest.raises(TeacherUnreachable, match="no connection"):
        annotate(panels[0], tmp_path / "live", SETTINGS, WAYS["live"](url, clock), clock=clock)
    assert json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))["requests"]["under_way"] == 12
    assert json.loads((tmp_path / "live" / "report.json").read_text("utf-8"))["possibly_paid"] == 0


def test_a_ledger_survives_half_a_line_and_refuses_nonsense(clock: Any, tmp_path: Path):
    """Pins a power cut after which nothing goes on, and a spoilt ledger that is taken for an empty one."""
    ledger = Ledger(tmp_path, clock)
    ledger.write("creating", shard="a", key="k")
    with (tmp_path / FILE).open("ab") as file:
        file.write(b'{"event": "crea')
    assert [entry["event"] for entry in Ledger(tmp_path, clock).events()] == ["creating"]
    (tmp_path / FILE).write_bytes(b"nonsense\n")
    with pytest.raises(BadFile, match="paid twice"):
        list(Ledger(tmp_path, clock).events())
