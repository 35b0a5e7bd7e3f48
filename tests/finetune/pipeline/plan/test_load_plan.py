"""Plans of the whole road."""

from pathlib import Path

import pytest

from fractoscope.finetune.pipeline.plan import REHEARSAL, load_plan
from fractoscope.instruments.errors import BadFile


def test_the_shipped_rehearsal_goes_the_whole_road():
    """Pins a shipped plan that the program no longer takes, or that leaves a stage out."""
    plan = load_plan(REHEARSAL)
    assert plan.stages == ("literature", "mine", "annotate", "curate", "train", "evaluate")
    assert plan.annotate.teacher is not None
    assert plan.annotate.teacher.noise.miss > 0
    # Mishaps of the rehearsal are not paid for, so that any request paid twice is a fault of ours.
    mishaps = plan.annotate.teacher.mishaps
    assert (mishaps.cut_off, mishaps.not_in_schema, mishaps.refused) == (0, 0, 0)


def test_paths_are_taken_from_the_plan_s_folder(tmp_path: Path):
    """Pins a plan that works from one working folder only."""
    (tmp_path / "plan.toml").write_text(
        '[mine]\ninputs = ["articles"]\n[annotate]\nfiles = ["labels.jsonl"]\n[train]\nrecipe = "own.toml"\n', "utf-8"
    )
    plan = load_plan(tmp_path / "plan.toml")
    assert plan.mine.inputs == (tmp_path / "articles",)
    assert plan.annotate.files == (tmp_path / "labels.jsonl",)
    assert plan.train.recipe == str(tmp_path / "own.toml")
    assert plan.stages == ("mine", "curate", "train", "evaluate")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[mine\n", "not TOML"),
        ('[mine]\ninput = ["a"]\n', "mine.input"),
        ("", "give either"),
        ('[literature]\n[mine]\ninputs = ["a"]\n', "give either"),
        ('[mine]\ninputs = ["a"]\n', "nobody annotates"),
        ('[mine]\ninputs = ["a"]\n[annotate.teacher]\n', "knows made-up articles only"),
    ],
)
def test_a_plan_that_cannot_work_is_refused_before_anything_is_done(text: str, words: str, tmp_path: Path):
    """Pins a fault of the plan that shows hours later."""
    (tmp_path / "plan.toml").write_text(text, "utf-8")
    with pytest.raises(BadFile, match=words):
        load_plan(tmp_path / "plan.toml")
