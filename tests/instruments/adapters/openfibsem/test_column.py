"""The electron beam under fibsem: refused before, read back after, blanked, and the only beam that is touched."""

import copy
from typing import Any

import pytest

from fractoscope.instruments.errors import HardwareFault, LimitExceeded, Unsupported
from fractoscope.instruments.values import ScanSettings, StagePosition


def test_settings_are_written_and_read_back(sem: Any):
    """Pins a setting that is lost on its way, and a stigmator whose axes are swapped."""
    asked = sem.column.beam().replace(voltage=5e3, current=30e-12, working_distance=7e-3, stigmator_x=0.1, stigmator_y=-0.2)
    assert sem.column.set_beam(asked) == asked == sem.column.beam()


def test_what_does_not_change_is_not_written(make: Any):
    """Pins a high voltage that is ramped down and up again for a change of focus."""
    written = []
    sem, driver = make()
    driver.set = lambda key, value, beam=None: written.append(key)
    with pytest.raises(HardwareFault):
        sem.column.set_beam(sem.column.beam().replace(working_distance=7e-3))
    assert written == ["working_distance"]


@pytest.mark.parametrize(("setting", "value"), [("voltage", 40e3), ("current", 1e-6), ("working_distance", 0.5), ("stigmator_x", 2.0)])
def test_a_value_out_of_range_is_refused_and_nothing_is_written(make: Any, setting: Any, value: Any):
    """Pins a demo that takes 40 kV, as it takes anything."""
    sem, _ = make()
    before = sem.column.beam()
    with pytest.raises(LimitExceeded) as refusal:
        sem.column.set_beam(before.replace(working_distance=8e-3).replace(**{setting: value}))
    assert refusal.value.axis == setting
    assert sem.column.beam() == before


def test_a_voltage_that_is_not_listed_is_refused(sem: Any):
    """Pins a value between two of the list, which real drivers round to one of them."""
    with pytest.raises(Unsupported, match=r"a voltage of 7 kV \(only 2 kV, 5 kV"):
        sem.column.set_beam(sem.column.beam().replace(voltage=7e3))


def test_a_beam_that_stays_unblanked_is_refused(sem: Any):
    """Pins a beam that is switched on by a change of settings and burns until somebody notices."""
    with pytest.raises(Unsupported, match="stays unblanked"):
        sem.column.set_beam(sem.column.beam().replace(blanked=False))
    assert sem.column.beam().blanked


def test_a_beam_shift_is_refused(sem: Any):
    """Pins a shift that is dropped without a word, so that a frame lies elsewhere than asked."""
    with pytest.raises(Unsupported, match="beam shift"):
        sem.column.set_beam(sem.column.beam().replace(beam_shift_x=1e-6))


@pytest.mark.parametrize("dropped", ["voltage", "current", "working_distance", "stigmation"])
def test_a_setting_that_the_driver_drops_is_a_fault(make: Any, demo: Any, dropped: Any):
    """Pins a driver that logs that it cannot and returns, as TESCAN's does for the stigmators."""
    real = demo._set

    def drop(driver: Any, key: Any, value: Any, beam_type: Any = None):
        if key != dropped:
            real(driver, key, value, beam_type)

    sem, _ = make(_set=drop)
    asked = sem.column.beam().replace(voltage=5e3, current=30e-12, working_distance=7e-3, stigmator_x=0.1)
    with pytest.raises(HardwareFault) as fault:
        sem.column.set_beam(asked)
    assert fault.value.vendor_code == "read_back"
    assert dropped.replace("_", " ").replace("stigmation", "stigmator_x") in fault.value.vendor_text.replace(
        "working_distance", "working distance"
    )


def test_a_microscope_that_cannot_be_blanked_is_not_served(make: Any):
    """Pins TESCAN's driver, which passes over the blanker without a word."""
    with pytest.raises(HardwareFault, match="was to be blanked and the driver tells None"):
        make(blank=lambda driver, beam: None)


def test_the_beam_is_blanked_as_soon_as_it_is_connected(make: Any):
    """Pins the demo's own start, with the beam on the specimen."""
    sem, driver = make()
    assert sem.column.beam().blanked
    assert driver.electron_system.blanked


def test_an_incomplete_read_back_is_a_fault(make: Any):
    """Pins a missing value read as 0, None or False."""
    sem, driver = make()
    driver.electron_system.beam.beam_current = None
    with pytest.raises(HardwareFault, match="incomplete"):
        sem.column.beam()


def test_the_ion_beam_is_never_touched(make: Any, demo: Any, watch: Any):
    """Pins a shift reset on connecting, and anything else that reaches the beam that mills."""
    touched = []
    real_set, real_get = demo._set, demo._get

    def note_set(driver: Any, key: Any, value: Any, beam_type: Any = None):
        touched.append((key, beam_type))
        real_set(driver, key, value, beam_type)

    def note_get(driver: Any, key: Any, beam_type: Any = None):
        touched.append((key, beam_type))
        return real_get(driver, key, beam_type)

    sem, driver = make(_set=note_set, _get=note_get)
    before = copy.deepcopy(vars(driver.ion_system))
    sem.stage.move(StagePosition(x=2e-3, y=0.0), watch)
    sem.column.set_beam(sem.column.beam().replace(voltage=5e3, working_distance=6e-3))
    sem.scanner.acquire("a", 100e-6, ScanSettings(columns=384, rows=256), watch)
    sem.autofocus(100e-6, watch)
    sem.scanner.end_scan()
    sem.describe()
    assert {beam.name for _, beam in touched if beam is not None} == {"ELECTRON"}
    assert vars(driver.ion_system) == before
