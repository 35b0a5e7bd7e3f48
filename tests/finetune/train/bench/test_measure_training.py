"""The benchmark of training runs where there is no GPU, and says what it did not measure."""

import itertools

import pytest

from fractoscope.finetune.train.bench import measure_training
from fractoscope.instruments.errors import BadFile


def test_steps_are_timed_and_nothing_is_claimed_of_a_processor():
    """Pins a share of a device's arithmetic that is stated for a device nobody knows, and steps counted while they warm up."""
    ticks = itertools.count()
    result = measure_training("embedded", steps=3, micro_batch=1, image_tokens=4, plain=False, seconds=lambda: float(next(ticks)))
    assert result["ours"]["step_ms_median"] == 1000.0
    assert result["ours"]["tokens_per_s"] > 4 + 64
    assert result["ours"]["mfu"] is None and result["ratio"] is None
    assert result["weights"] > 5_000_000


@pytest.mark.parametrize("name", ["qwen3-vl-32b-h100-qlora", "qwen3-vl-32b-8xh100-fsdp2"])
def test_what_random_weights_cannot_stand_for_is_refused(name: str):
    """Pins a timing of whole weights under the name of quantised or sharded ones."""
    with pytest.raises(BadFile, match="whole bases on one device"):
        measure_training(name)
