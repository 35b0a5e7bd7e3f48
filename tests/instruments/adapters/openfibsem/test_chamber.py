"""The chamber under fibsem."""

from typing import Any

import pytest

from fractoscope.instruments.errors import HardwareFault
from fractoscope.instruments.values import VacuumState


@pytest.mark.parametrize(
    ("told", "state"), [("Pumped", "pumped"), ("Pumping", "pumping"), ("Vented", "vented"), ("Venting", "vented"), ("pumped", "pumped")]
)
def test_the_drivers_words_become_ours(make: Any, told: Any, state: Any):
    """Pins a venting chamber that passes for pumped."""
    sem, driver = make()
    driver.chamber.state = told
    assert sem.chamber.vacuum() is VacuumState(state)


@pytest.mark.parametrize("told", ["PrePumped", None, ""])
def test_a_word_that_is_not_known_is_a_fault(make: Any, told: Any):
    """Pins a state that is taken for pumped because nobody knew it."""
    sem, driver = make()
    driver.chamber.state = told
    with pytest.raises(HardwareFault, match="which is none of pumped"):
        sem.chamber.vacuum()
