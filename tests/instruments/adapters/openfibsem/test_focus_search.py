"""Autofocus under fibsem."""

from typing import Any

import pytest

from fractoscope.instruments.errors import HardwareFault, LimitExceeded


def test_the_search_runs_with_the_beam_on_and_its_result_is_read_back(make: Any, demo: Any, watch: Any):
    """Pins a focus that is searched on a blanked beam, or at another field width."""
    seen = []

    def search(driver: Any, beam: Any):
        seen.append((driver.electron_system.blanked, driver.electron_system.beam.hfw))
        demo.auto_focus(driver, beam)

    sem, _ = make(auto_focus=search)
    achieved = sem.autofocus(50e-6, watch)
    assert seen == [(False, 50e-6)]
    assert achieved == sem.column.beam()
    assert achieved.working_distance == pytest.approx(7e-3, abs=100e-6)
    assert achieved.blanked


def test_a_search_that_ends_out_of_range_is_a_fault_and_the_old_focus_is_set_again(make: Any, watch: Any):
    """Pins a working distance inside the pole piece."""
    sem, _driver = make(auto_focus=lambda driver, beam: driver.set_working_distance(0.1e-3, beam))
    with pytest.raises(HardwareFault, match="ended out of range: working_distance"):
        sem.autofocus(50e-6, watch)
    assert sem.column.beam().working_distance == 4e-3
    assert sem.column.beam().blanked


def test_a_failing_search_leaves_the_beam_blanked(make: Any, watch: Any):
    """Pins a beam that stays on after an autofocus that found nothing."""

    def fail(driver: Any, beam: Any):
        raise RuntimeError("no contrast")

    sem, _ = make(auto_focus=fail)
    with pytest.raises(HardwareFault, match="no contrast"):
        sem.autofocus(50e-6, watch)
    assert sem.column.beam().blanked


def test_a_field_out_of_range_is_refused(sem: Any, watch: Any):
    """Pins an autofocus over a field that the driver clips."""
    with pytest.raises(LimitExceeded):
        sem.autofocus(1.0, watch)
