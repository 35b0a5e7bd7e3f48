"""Hearing annotators and merging copies."""

from math import pi

import pytest

from fractoscope.finetune.annotate.records import Annotation, Finding
from fractoscope.finetune.curate.labels import PictureLabels, heard, merge_labels


def annotation(present: tuple[str, ...], absent: tuple[str, ...] = (), *, annotator: str = "teacher", **more: object) -> Annotation:
    return Annotation.model_validate(
        {
            "record_id": "r",
            "image_sha256": "0",
            "annotator": annotator,
            "name": annotator,
            "fracture": True,
            "findings": tuple(Finding(feature=feature) for feature in present),
            "absent": absent,
            **more,
        }
    )


def test_a_persons_word_replaces_the_teachers():
    """Pins a correction that is averaged away."""
    labels = heard([annotation(("river_pattern",), ("shear_lip",)), annotation(("shear_lip",), annotator="person", decision="corrected")])
    assert isinstance(labels, PictureLabels)
    assert (labels.present, labels.absent, labels.source) == ({"shear_lip"}, set(), "person")


@pytest.mark.parametrize(
    ("annotations", "reason"),
    [
        ([], "not annotated"),
        ([annotation(("inclusion",)), annotation((), annotator="person", decision="rejected")], "rejected by a person"),
        ([annotation((), fracture=False)], "no fracture surface"),
        ([annotation((), name="a"), annotation((), name="b", fracture=False)], "one says fracture, another none"),
    ],
)
def test_what_is_left_out_says_why(annotations: list[Annotation], reason: str):
    """Pins panels that disappear without a word."""
    assert heard(annotations) == reason


def test_two_persons_who_differ_leave_it_open():
    """Pins a coin tossed between two experts."""
    labels = heard(
        [annotation(("a", "b"), annotator="person", name="x"), annotation(("b",), ("a",), annotator="person", name="y")],
    )
    assert isinstance(labels, PictureLabels)
    assert (labels.present, labels.absent, labels.conflicts) == ({"b"}, set(), ("a",))


def test_a_doubtful_finding_is_neither_yes_nor_no():
    """Pins a guess that is learnt as a fact, and one that is learnt as its opposite."""
    one = annotation((), ("a",)).replace(findings=(Finding(feature="a", doubt=0.9), Finding(feature="b", doubt=0.2)))
    labels = heard([one], most_doubt=0.5)
    assert isinstance(labels, PictureLabels)
    assert (labels.present, labels.absent, labels.doubt) == ({"b"}, set(), 0.2)


def test_a_copy_adds_and_never_overrules_a_person():
    """Pins the teacher's label of a copy that outranks the person's of another."""
    person = PictureLabels(present=frozenset("a"), absent=frozenset("b"), source="person")
    teacher = PictureLabels(present=frozenset("bc"), absent=frozenset("a"), source="teacher", doubt=0.4)
    merged = merge_labels([teacher, person])
    assert (merged.present, merged.absent, merged.source, merged.doubt) == ({"a", "c"}, {"b"}, "person", 0.4)


def test_directions_that_differ_are_dropped():
    """Pins one of two contradicting directions, taken as it came."""
    one = PictureLabels(present=frozenset("ab"), directions={"a": pi - 0.01, "b": 0.0})
    other = PictureLabels(present=frozenset("ab"), directions={"a": -pi + 0.01, "b": 1.0})
    assert merge_labels([one, other]).directions == {"a": pi - 0.01}
