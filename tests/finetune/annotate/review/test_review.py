"""Reviewing: who sees what, what is written down, and who has the last word."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.finetune.annotate.records import Annotation, Finding
from fractoscope.finetune.annotate.review import Decision, ReviewPlan, agreement, merged_labels
from fractoscope.finetune.annotate.review.agreement import cohen_kappa
from fractoscope.finetune.annotate.review.application import make_review
from fractoscope.finetune.annotate.review.decision_log import DecisionLog, all_standing
from fractoscope.finetune.annotate.review.page_guard import PageGuard
from fractoscope.finetune.annotate.review.review_desk import Choice, ReviewDesk, require_reviewer
from fractoscope.finetune.annotate.review.review_plan import keep_plan
from fractoscope.finetune.mine.records import PanelRecord
from fractoscope.finetune.mine.run.shard_writer import write_shards
from fractoscope.instruments.errors import BadFile

Panels = tuple[Path, list[PanelRecord]]
ALL = ReviewPlan(reviewers=("anna", "ben"), double=1.0)


@pytest.fixture
def annotated(panels: Panels, tmp_path: Path) -> Path:
    """A run in which the teacher said dimples, and no pore, of all panels but the last."""
    answers = [
        Annotation(
            record_id=record.record_id,
            image_sha256=record.image.sha256 if record.image else "",
            annotator="teacher",
            name="m",
            fracture=True,
            findings=(Finding(feature="equiaxed_dimples", doubt=0.3, basis="both", quotes=("Equiaxed dimples",)),),
            absent=("gas_pore",),
        )
        for record in panels[1][:-1]
    ]
    write_shards(tmp_path, "annotations", answers)
    return tmp_path


def desk(annotated: Path, panels: Panels, clock: Any, name: str = "anna", plan: ReviewPlan = ALL, **options: Any) -> ReviewDesk:
    return ReviewDesk(annotated, panels[0], plan, name, clock, **options)


TEACHER = Choice(fracture=True, present=("equiaxed_dimples",), absent=("gas_pore",))
OTHER = Choice(fracture=True, present=("equiaxed_dimples", "river_pattern"))


def test_what_a_person_does_is_named_by_how_it_differs_from_the_teacher(annotated: Path, panels: Panels, clock: Any):
    """Pins a correction that is counted as acceptance, and quotes that a person's acceptance loses."""
    anna = desk(annotated, panels, clock)
    assert [anna.decide(0, TEACHER), anna.decide(1, OTHER), anna.decide(2, Choice(reject=True)), anna.decide(11, TEACHER)] == [
        "accepted",
        "corrected",
        "rejected",
        "answered",
    ]
    labels = merged_labels(annotated)
    first, second, third, last = (labels[panels[1][place].record_id] for place in (0, 1, 2, 11))
    assert (first.annotator, first.name, first.findings[0].doubt, first.findings[0].quotes) == ("person", "anna", 0, ("Equiaxed dimples",))
    assert [finding.feature for finding in second.findings] == ["equiaxed_dimples", "river_pattern"]
    assert (third.decision, third.findings) == ("rejected", ())
    assert last.decision == "answered"
    assert labels[panels[1][3].record_id].annotator == "teacher"


def test_undo_is_a_further_line_and_the_log_is_only_appended_to(annotated: Path, panels: Panels, clock: Any):
    """Pins a decision that vanishes from the record, and one that outlives its withdrawal."""
    anna = desk(annotated, panels, clock)
    anna.decide(0, OTHER)
    before = DecisionLog(annotated, "anna").path.read_bytes()
    anna.undo(0)
    assert DecisionLog(annotated, "anna").path.read_bytes().startswith(before)
    assert merged_labels(annotated)[panels[1][0].record_id].annotator == "teacher"
    assert anna.overview()[0]["decision"] == ""
    with DecisionLog(annotated, "anna").path.open("ab") as file:
        file.write(b'{"record_id": "cut o')
    desk(annotated, panels, clock).decide(0, TEACHER)
    with pytest.raises(BadFile, match="line 3 is no decision"):
        DecisionLog(annotated, "anna").standing()


def test_two_who_differ_leave_unknown_what_they_differ_on_until_somebody_settles_it(annotated: Path, panels: Panels, clock: Any):
    """Pins a contested label that is trained on, and an adjudicator who is overruled."""
    anna, ben = desk(annotated, panels, clock), desk(annotated, panels, clock, "ben")
    for place in (0, 1):
        anna.decide(place, TEACHER)
    ben.decide(0, OTHER)
    ben.decide(1, TEACHER)
    record = panels[1][0].record_id
    merged = merged_labels(annotated)[record]
    assert (merged.name, [one.feature for one in merged.findings], merged.absent) == ("anna+ben", ["equiaxed_dimples"], ())
    assert agreement(all_standing(annotated))["disagreements"] == [record]
    carla = desk(annotated, panels, clock, "carla", adjudicate=True)
    assert len(carla.overview()) == 1
    assert set(carla.panel(0)["others"]) == {"anna", "ben"}
    carla.decide(0, OTHER)
    assert [one.feature for one in merged_labels(annotated)[record].findings] == ["equiaxed_dimples", "river_pattern"]
    table = agreement(all_standing(annotated))
    assert table["disagreements"] == []
    assert (table["panels"], table["identical"]) == (2, 1)
    ben.decide(1, Choice(reject=True))
    assert merged_labels(annotated)[panels[1][1].record_id].decision == "rejected"


def test_a_reviewer_sees_neither_the_other_nor_on_request_the_teacher(annotated: Path, panels: Panels, clock: Any):
    """Pins agreement that comes from looking over a shoulder."""
    desk(annotated, panels, clock, "ben").decide(0, OTHER)
    shown = desk(annotated, panels, clock).panel(0)
    assert shown["others"] == {}
    assert shown["own"] == {}
    assert shown["teacher"]["findings"]
    assert desk(annotated, panels, clock, plan=ALL.replace(blind=True)).panel(0)["teacher"] == {}


def test_each_panel_goes_to_all_or_to_one():
    """Pins panels that nobody sees, and a share of double work that is not the one asked for."""
    plan = ReviewPlan(reviewers=("anna", "ben", "carla"), double=0.25)
    records = [f"article-{number}" for number in range(2000)]
    queues = [set(plan.queue(records, name)) for name in plan.reviewers]
    assert set().union(*queues) == set(records)
    shared = queues[0] & queues[1]
    assert shared == queues[0] & queues[2] == queues[1] & queues[2]
    assert 0.2 < len(shared) / len(records) < 0.3
    assert min(map(len, queues)) > 0.4 * len(records)


def test_the_plan_is_kept_and_its_people_are_held_to_it(tmp_path: Path):
    """Pins shares that shift in the middle of a review, and reviewers who settle their own quarrel."""
    with pytest.raises(BadFile, match="--reviewers"):
        keep_plan(tmp_path, None)
    assert keep_plan(tmp_path, ALL) == keep_plan(tmp_path, None) == ALL
    with pytest.raises(BadFile, match="another plan"):
        keep_plan(tmp_path, ALL.replace(double=0.1))
    with pytest.raises(BadFile, match="not among the reviewers"):
        require_reviewer(ALL, "carla", adjudicate=False)
    with pytest.raises(BadFile, match="reviewed already"):
        require_reviewer(ALL, "anna", adjudicate=True)


def test_kappa_is_that_of_the_textbook_s_example():
    """Pins a wrong denominator: 20, 5, 10 and 15 of 50 give 0.4."""
    first = np.array([True] * 25 + [False] * 25)
    second = np.array([True] * 20 + [False] * 5 + [True] * 10 + [False] * 15)
    assert cohen_kappa(first, second) == pytest.approx(0.4)
    assert cohen_kappa(np.ones(5, np.bool_), np.ones(5, np.bool_)) is None


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1))
def test_kappa_is_symmetric_and_at_most_one(pairs: list[tuple[bool, bool]]):
    """Pins a kappa that depends on who is named first."""
    first, second = (np.array([pair[place] for pair in pairs], np.bool_) for place in (0, 1))
    kappa = cohen_kappa(first, second)
    assert kappa == pytest.approx(cohen_kappa(second, first))
    assert kappa is None or -1 - 1e-9 <= kappa <= 1 + 1e-9
    if (first == second).all():
        assert kappa is None or kappa == pytest.approx(1)


def test_agreement_has_an_interval_that_holds_its_kappa(annotated: Path, panels: Panels, clock: Any):
    """Pins intervals of something else than the figure beside them."""
    anna, ben = desk(annotated, panels, clock), desk(annotated, panels, clock, "ben")
    for place in range(11):
        anna.decide(place, TEACHER if place % 2 else OTHER)
        ben.decide(place, TEACHER if place % 2 or place == 0 else OTHER)
    row = agreement(all_standing(annotated))["features"]["river_pattern"]
    assert (row["both"], row["one"], row["neither"]) == (5, 1, 5)
    assert row["interval_95"][0] <= row["kappa"] <= row["interval_95"][1]


def test_a_decision_of_a_stranger_s_making_is_refused():
    """Pins labels that the taxonomy does not have, and a name that leads out of the folder."""
    facts = {"record_id": "a", "image_sha256": "b", "reviewer": "anna", "time": "t", "decision": "corrected"}
    assert Decision.model_validate(facts).annotation().name == "anna"
    for change in (
        {"absent": ("cold_shut",)},
        {"findings": (Finding(feature="cold_shut"),)},
        {"findings": (Finding(feature="gas_pore"),), "absent": ("gas_pore",)},
        {"reviewer": "../anna"},
    ):
        with pytest.raises(ValueError, match="1 validation error"):
            Decision.model_validate(facts | change)


@pytest.fixture
def page(annotated: Path, panels: Panels, clock: Any) -> tuple[TestClient, PageGuard]:
    guard = PageGuard()
    return TestClient(make_review(desk(annotated, panels, clock), guard), base_url="http://127.0.0.1:8767"), guard


ORIGIN = {"origin": "http://127.0.0.1:8767"}


def test_the_page_lets_in_who_has_the_key_and_takes_what_its_own_script_sends(page: tuple[TestClient, PageGuard]):
    """Pins the whole way of a decision, and a key that stays in the address."""
    client, guard = page
    assert client.get("/").status_code == 401
    assert client.get("/?key=guess").status_code == 403
    answer = client.get(f"/?key={guard.key}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "HttpOnly" in answer.headers["set-cookie"]
    shown = client.get("/")
    assert "Review of labels" in shown.text
    assert "default-src 'self'" in shown.headers["content-security-policy"]
    assert client.get("/static/review.js").headers["content-type"].startswith("text/javascript")
    assert client.get("/static/..%2fagreement.py").status_code == 404
    assert len(client.get("/api/queue").json()["panels"]) == 12
    assert client.get("/api/panels/0/picture").content.startswith(b"\x89PNG")
    answer = client.post("/api/panels/0/decision", json=TEACHER.model_dump(), headers=ORIGIN)
    assert answer.json() == {"decision": "accepted"}
    assert client.get("/api/panels/0").json()["own"]["decision"] == "accepted"
    assert client.post("/api/panels/0/undo", json={}, headers=ORIGIN).status_code == 200
    assert client.get("/api/panels/0").json()["own"] == {}


def test_what_is_not_the_page_s_own_is_refused(page: tuple[TestClient, PageGuard], annotated: Path):
    """Pins a form of another site, a name that resolves to this computer, and a body without end."""
    client, guard = page
    client.get(f"/?key={guard.key}")
    body = TEACHER.model_dump()
    path = "/api/panels/0/decision"
    assert client.post(path, json=body, headers={"origin": "http://evil.example"}).status_code == 403
    assert client.post(path, json=body).status_code == 403
    assert client.post(path, data={"reject": "true"}, headers=ORIGIN).status_code == 403
    assert client.post(path, json={"present": ["x" * 20_000]}, headers=ORIGIN).status_code == 403
    assert client.get("/", headers={"host": "evil.example"}).status_code == 403
    assert client.post(path, json={"present": ["cold_shut"]}, headers=ORIGIN).status_code == 422
    assert client.post(path, json={"present": ["gas_pore"], "absent": ["gas_pore"]}, headers=ORIGIN).status_code == 422
    assert client.get("/api/panels/99").status_code == 404
    assert not DecisionLog(annotated, "anna").path.exists()
