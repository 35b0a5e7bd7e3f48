"""Every error says what happened with its values, and comes back from a dictionary as what it was."""

import copy

import pytest

from fractoscope.instruments.errors import ERRORS, LimitExceeded, SemError, error_from_dict

SAMPLE = {"value": 3.0, "low": 0.0, "high": 1.0, "fence": 4, "timeout": 2.5}


@pytest.mark.parametrize("kind", ERRORS.values(), ids=ERRORS.keys())
def test_every_error_is_rebuilt_from_its_fields(kind: type[SemError]):
    """An error class that takes only a message loses its fields on the way to the client."""
    error = kind(**{name: SAMPLE.get(name, f"some {name}") for name in kind.field_names})
    for twin in (error_from_dict(error.to_dict()), copy.copy(error)):
        assert type(twin) is kind
        assert twin.fields == error.fields
        assert str(twin) == str(error)
    assert "\n" not in str(error)


def test_the_table_of_errors_is_complete():
    """A class that is missing from the table crosses the wire as a plain SemError."""
    assert set(ERRORS.values()) == {SemError, *SemError.__subclasses__()}


def test_a_limit_names_axis_values_and_unit():
    """A refusal without its values cannot be acted on."""
    text = str(LimitExceeded(axis="x", value=0.06, low=-0.05, high=0.05, unit="m"))
    assert all(part in text for part in ("x", "0.06", "-0.05", "0.05", " m"))


def test_a_missing_field_is_a_programming_error():
    """A half-filled error would print a template."""
    with pytest.raises(TypeError, match="high"):
        LimitExceeded(axis="x", value=1.0)


def test_an_unknown_error_from_the_wire_stays_an_error():
    """A newer server must not crash an older client."""
    assert "Melted" in str(error_from_dict({"error": "Melted", "part": "gun"}))
