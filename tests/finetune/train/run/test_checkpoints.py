"""A run goes on from a checkpoint that is whole, never from half a one."""

from pathlib import Path

from fractoscope.finetune.train.run.checkpoints import last_whole, mark_whole


def test_half_a_checkpoint_is_taken_away(tmp_path: Path):
    """Pins kill -9 while a checkpoint is written: the library takes the one with the highest number and fails on it."""
    for number in (9, 10, 30):
        (tmp_path / f"checkpoint-{number}").mkdir()
    mark_whole(tmp_path / "checkpoint-9")
    mark_whole(tmp_path / "checkpoint-10")
    assert last_whole(tmp_path) == tmp_path / "checkpoint-10"
    assert not (tmp_path / "checkpoint-30").exists() and (tmp_path / "checkpoint-9").exists()


def test_without_checkpoints_there_is_none(tmp_path: Path):
    """Pins a first run that fails because nothing is there to go on from."""
    assert last_whole(tmp_path / "nowhere") is None
