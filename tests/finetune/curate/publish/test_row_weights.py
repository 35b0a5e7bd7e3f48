"""Weights of rows, licences, and what is lacking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fractoscope.finetune.curate.publish.class_table import class_table, lacking
from fractoscope.finetune.curate.publish.licence_policy import restricted
from fractoscope.finetune.curate.publish.row_weights import HEAVIEST, row_weights


@given(st.lists(st.sets(st.sampled_from("abcdef")), max_size=40))
def test_weights_are_bounded_and_rarer_is_never_lighter(rows: list[set[str]]):
    """Pins one rare row that outweighs a batch."""
    weights = row_weights(rows)
    assert all(1 <= weight <= HEAVIEST for weight in weights)
    support = {feature: sum(feature in row for row in rows) for feature in "abcdef"}
    rarest = [min((support[feature] for feature in row), default=99) for row in rows]
    assert all(weights[i] >= weights[j] for i in range(len(rows)) for j in range(len(rows)) if rarest[i] < rarest[j] and rows[j])


def test_a_feature_four_times_as_rare_weighs_twice():
    """Pins full inverse frequency, or none."""
    weights = row_weights([{"a"}] * 4 + [{"b"}] * 16 + [{"c"}] * 16)
    assert (weights[0], weights[4]) == (2.0, 1.0)


@pytest.mark.parametrize(
    ("licence", "expected"), [("CC-BY-NC-4.0", True), ("CC-BY-ND-4.0", True), ("CC-BY-4.0", False), ("CC0-1.0", False)]
)
def test_terms_that_bind(licence: str, expected: bool):
    """Pins a non-commercial picture taken for a free one."""
    assert restricted(licence) is expected


def test_what_nobody_showed_is_lacking_most():
    """Pins a rare feature that is forgotten because no row has it."""
    assert lacking(class_table([], ["fisheye"]), 50) == {"fisheye": 50}
