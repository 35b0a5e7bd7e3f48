"""What the JSON answer says, and where it is no lesson."""

import json
from math import pi

from hypothesis import given
from hypothesis import strategies as st

from fractoscope.model.prompting import WrittenReport, written_report

VOCABULARY = ("a", "b", "c", "d")
STATES = st.lists(st.sampled_from(["present", "absent", "unknown"]), min_size=4, max_size=4)


def learnt(report: WrittenReport) -> str:
    """Return the text with every unsure range as one mark."""
    text, last = "", 0
    for low, high in report.unsure:
        text, last = text + report.text[last:low] + "?", high
    return text + report.text[last:]


@given(STATES)
def test_the_answer_is_json_and_names_what_is_present(states: list[str]):
    """Pins an answer that a reader cannot parse, or that names what is not there."""
    present = {name for name, state in zip(VOCABULARY, states, strict=True) if state == "present"}
    absent = {name for name, state in zip(VOCABULARY, states, strict=True) if state == "absent"}
    for form in ("dominant", "directions"):
        report = written_report(VOCABULARY, present, absent, form)  # type: ignore[arg-type]
        assert set(json.loads(report.text)["features"]) == present
        assert (report.unsure == ()) or len(present) > 1 or len(present | absent) < len(VOCABULARY)


def test_nothing_is_learnt_where_an_unknown_feature_could_stand():
    """Pins unknown labels that are taught as absent through what a list leaves out."""
    report = written_report(VOCABULARY, {"a", "c"}, {"d"}, "directions")
    assert learnt(report) == '{"features": ["a"?], "directions": {}}'
    assert learnt(written_report(VOCABULARY, {"a"}, {"b", "c"}, "directions")) == '{"features": ["a"?"directions": {}}'


def test_the_dominant_feature_is_learnt_only_where_it_is_known():
    """Pins a guess that is taught as a fact: rows do not say which of two features covers more."""
    assert learnt(written_report(VOCABULARY, {"b"}, {"a", "c", "d"}, "dominant")).endswith('"dominant": "b"}')
    assert learnt(written_report(VOCABULARY, {"b", "c"}, {"a", "d"}, "dominant")).endswith('"dominant": ?}')
    assert learnt(written_report(VOCABULARY, set(), set(VOCABULARY), "dominant")).endswith('"dominant": null}')


def test_directions_are_written_in_steps_and_a_missing_one_is_no_lesson():
    """Pins an angle that a model learns to leave out because an annotator did."""
    whole = written_report(VOCABULARY, {"a"}, {"b", "c", "d"}, "directions", {"a": pi / 2 + 0.01}, ("a",))
    assert json.loads(whole.text)["directions"] == {"a": 90} and not whole.unsure
    missing = written_report(VOCABULARY, {"a"}, {"b", "c", "d"}, "directions", {}, ("a",))
    assert learnt(missing).endswith('"directions": ?}')


def test_a_line_without_a_sense_has_one_angle():
    """Pins striations that are 0 degrees in one epoch and 180 in the next: half of the lesson would contradict the other."""
    answers = {written_report(VOCABULARY, {"a"}, {"b", "c", "d"}, "directions", {"a": angle}, ("a",), ("a",)).text for angle in (0.0, pi)}
    assert answers == {'{"features": ["a"], "directions": {"a": 0}}'}
