"""What is announced works; what is not announced is refused."""

import pytest

from fractoscope.instruments.conformance.bench import Bench
from fractoscope.instruments.errors import Unsupported
from fractoscope.instruments.values import (
    AdjustContrast,
    Autofocus,
    Autostigmate,
    BeamSettings,
    Operation,
    Phase,
    ScanSettings,
    SetBeam,
)

STEP = 51.37e-6
"""Change of the working distance (m) that is asked for: more than any column's resolution, and no round number, so that a column
that works in steps cannot reach it to the last digit."""

SET_TOLERANCE = 0.01
"""Share by which a setting may differ from what was asked: columns have steps."""


def test_setting_one_thing_leaves_the_others(there: Bench) -> None:
    """Pins a focus that resets the stigmators or changes the voltage, and a beam that comes on when something is set."""
    if "set_beam" not in there.capabilities.abilities:
        pytest.skip("the microscope does not offer set_beam")
    before = there.subject.second_look.beam()
    there.done(SetBeam(beam=_refocused(there, before)))
    after = there.subject.second_look.beam()
    for name in ("voltage", "current", "stigmator_x", "stigmator_y", "beam_shift_x", "beam_shift_y"):
        assert getattr(after, name) == pytest.approx(getattr(before, name), rel=SET_TOLERANCE, abs=1e-15), f"{name} changed"
    assert after.blanked, "the beam came on when it was set"


def test_setting_the_beam_is_announced_or_refused(there: Bench) -> None:
    """Pins an ability that is announced and not there, or the other way round."""
    beam = there.subject.second_look.beam()
    action = SetBeam(beam=_refocused(there, beam))
    if "set_beam" not in there.capabilities.abilities:
        there.refused(action, Unsupported)
        assert there.subject.second_look.beam() == beam
        return
    operation = there.done(action)
    achieved = there.subject.second_look.beam()
    assert BeamSettings.model_validate(operation.outcome) == achieved, "the outcome is not what the column reads back"
    gap = achieved.working_distance - action.beam.working_distance
    assert abs(gap) <= STEP / 5, f"the working distance was asked to change by {STEP:.3g} m and is {gap:.3g} m off"


def test_autofocus_is_announced_or_refused(there: Bench) -> None:
    """Pins an ability that is announced and not there, or one that ends with the beam on."""
    action = Autofocus(field_width=there.place.field_width)
    before = there.subject.second_look.beam()
    if "autofocus" not in there.capabilities.abilities:
        there.refused(action, Unsupported)
        assert there.subject.second_look.beam() == before
        return
    operation = _searched(there, action, "autofocus")
    after = there.subject.second_look.beam()
    assert BeamSettings.model_validate(operation.outcome) == after, "the outcome is not what the column reads back"
    assert (after.voltage, after.current) == (before.voltage, before.current), "the autofocus changed the beam"
    limits = there.capabilities.settings.get("working_distance")
    if limits is not None:
        limits.check("working_distance", after.working_distance)


def test_autostigmation_is_announced_or_refused(there: Bench) -> None:
    """Pins a search for the stigmators that changes anything else, and one that leaves them astray where it finds nothing."""
    action = Autostigmate(field_width=there.place.field_width)
    before = there.subject.second_look.beam()
    if "autostigmate" not in there.capabilities.abilities:
        there.refused(action, Unsupported)
        assert there.subject.second_look.beam() == before
        return
    operation = _searched(there, action, "autostigmate", left_alone=before)
    after = there.subject.second_look.beam()
    assert BeamSettings.model_validate(operation.outcome) == after, "the outcome is not what the column reads back"
    stigmators = {"stigmator_x": before.stigmator_x, "stigmator_y": before.stigmator_y}
    assert after.replace(**stigmators) == before, f"more than the stigmators changed: {before} before, {after} after"
    for name in stigmators:
        limits = there.capabilities.settings.get(name)
        if limits is not None:
            limits.check(name, getattr(after, name))


def test_auto_contrast_is_announced_or_refused(there: Bench) -> None:
    """Pins a search for contrast that answers with another scan, or whose answer no frame can be taken with."""
    action = AdjustContrast(field_width=there.place.field_width, scan=there.scan)
    before = there.subject.second_look.beam()
    if "auto_contrast" not in there.capabilities.abilities:
        there.refused(action, Unsupported)
        return
    operation = _searched(there, action, "auto_contrast", left_alone=before)
    assert there.subject.second_look.beam() == before, "the search for contrast changed the beam"
    found = ScanSettings.model_validate(operation.outcome)
    assert found == there.scan.replace(brightness=found.brightness, contrast=found.contrast), f"{found!r} was found for {there.scan!r}"
    used = there.frame(scan=found).metadata.scan
    assert used is not None
    assert (used.brightness, used.contrast) == pytest.approx((found.brightness, found.contrast), abs=SET_TOLERANCE)


def test_no_ability_is_announced_that_nobody_knows(bench: Bench) -> None:
    """Pins a misspelt ability, which is then never used."""
    known = {"set_beam", "autofocus", "autostigmate", "auto_contrast", "pump"}
    unknown = set(bench.capabilities.abilities) - known
    assert not unknown, f"{sorted(unknown)} is announced; {sorted(known)} are known"


def _searched(
    there: Bench, action: Autofocus | Autostigmate | AdjustContrast, ability: str, left_alone: BeamSettings | None = None
) -> Operation:
    """Return a search that was done; report one that found nothing, which must then have left the settings alone where that is known."""
    operation = there.perform(action)
    assert there.subject.second_look.beam().blanked, f"the beam is on the specimen after {ability}"
    error = operation.error or {}
    if operation.phase is Phase.FAILED and error.get("error") == "HardwareFault":
        assert error.get("vendor_code") not in {"AttributeError", "TypeError"}, f"{ability} is announced and not there: {error}"
        if left_alone is not None:
            assert there.subject.second_look.beam() == left_alone, f"{ability} found nothing and left other settings behind"
        pytest.skip(f"the microscope found nothing to go by here ({ability}): {error.get('vendor_text', '')}")
    assert operation.phase is Phase.DONE, f"{ability} ended as {operation.phase}: {error}"
    return operation


def _refocused(bench: Bench, beam: BeamSettings) -> BeamSettings:
    limits = bench.capabilities.settings.get("working_distance")
    step = -STEP if limits is not None and beam.working_distance + STEP > limits.high else STEP
    return beam.replace(working_distance=beam.working_distance + step)
