"""Dealing groups out."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from fractoscope.finetune.curate.splits.assign_splits import Group, assign_splits
from fractoscope.finetune.curate.splits.linked_groups import LinkedGroups
from fractoscope.finetune.curate.splits.split_plan import SplitPlan


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=30))
def test_groups_are_the_connected_parts(links: list[tuple[int, int]]):
    """Pins a link that is lost, so that a paper stands in two parts."""
    linked = LinkedGroups(20)
    for one, other in links:
        linked.link(one, other)
    groups = linked.groups()
    assert sorted(thing for group in groups for thing in group) == list(range(20))
    where = {thing: number for number, group in enumerate(groups) for thing in group}
    assert all(where[one] == where[other] for one, other in links)
    assert len(groups) >= 20 - len(links)


@settings(max_examples=40)
@given(st.lists(st.integers(1, 6), min_size=30, max_size=60), st.integers(0, 5))
def test_sizes_are_near_what_was_asked(sizes: list[int], seed: int):
    """Pins a part that is empty, or swallows everything."""
    groups = [Group(tuple(range(size)), {f"f{number % 4}": size}) for number, size in enumerate(sizes)]
    plan = SplitPlan(benchmark=12, calibration=0.1, validation=0.1, seed=seed)
    parts = assign_splits(groups, plan)
    filled = Counter[str]()
    for group, part in zip(groups, parts, strict=True):
        filled[part] += len(group.pictures)
    for name, wanted in plan.wanted(sum(sizes)).items():
        assert wanted - 6 <= filled[name] <= 1.1 * wanted
    assert parts == assign_splits(groups, plan)


def test_rare_features_reach_the_benchmark_and_stay_in_training():
    """Pins a benchmark without the features that it is for, and a feature that is only held out."""
    groups = [Group((0,), {"common": 1}) for _ in range(60)] + [Group((0,), {"rare": 1}) for _ in range(5)] + [Group((0,), {"single": 1})]
    parts = assign_splits(groups, SplitPlan(benchmark=10, calibration=5, validation=5))
    assert "benchmark" in parts[60:65]
    assert parts[60:65].count("train") >= 2
    assert parts[65] == "train"
