"""What the operator is told before anything happens."""

from typing import Any

import pytest

from fractoscope.instruments.conformance.plan import announce, most_charge


def test_the_plan_names_every_axis_the_fields_and_the_charge(mounted: Any):
    """Pins a consent to something else than what is done."""
    _, subject, place = mounted()
    capabilities, state = subject.microscope.describe(), subject.microscope.state()
    text = "\n".join(announce(place.replace(axes=frozenset({"x", "tilt"})), capabilities, state))
    assert "x by 100 µm, tilt by 5 mrad" in text
    assert "y, z, rotation stay where they are" in text
    assert "150 µm or 300 µm wide" in text
    assert "x = 1 mm, y = -2 mm" in text
    assert "(simulated)" in text
    assert "nC at 100 pA" in text


def test_ten_times_the_current_is_ten_times_the_charge(mounted: Any):
    """Pins a dose that was worked out for one microscope."""
    _, subject, _ = mounted()
    capabilities = subject.microscope.describe()
    assert most_charge(capabilities, 1e-9) == pytest.approx(10 * most_charge(capabilities, 1e-10))
