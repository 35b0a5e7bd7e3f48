"""Every error arrives as its own class, with its fields."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from Pyro5.serializers import SerpentSerializer

from fractoscope.instruments.errors import ERRORS, ConnectionLost, LimitExceeded, SemError
from fractoscope.instruments.server import LocalSem
from fractoscope.instruments.wire import RemoteSem
from fractoscope.instruments.wire.dialect import speak_dialect

VALUES = {
    "value": 1.5e-9,
    "low": -1.0,
    "high": 1.0,
    "timeout": 2.5,
    "fence": 7,
}


def example(kind: Any):
    return kind(**{name: VALUES.get(name, f"{name} 'µ' \"{{}}\" of {kind.__name__}") for name in kind.field_names})


@pytest.mark.parametrize("kind", ERRORS.values(), ids=ERRORS)
def test_every_error_arrives_with_its_fields(remote: RemoteSem, sem: LocalSem, monkeypatch: pytest.MonkeyPatch, kind: Any):
    """Pins an error class that Pyro5 turns into "unsupported serialized class", hiding the cause."""
    sent = example(kind)

    def fail(_: object):
        raise sent

    monkeypatch.setattr(sem, "check", fail)
    with pytest.raises(SemError) as arrived:
        remote.check(AnyAction)
    assert type(arrived.value) is kind
    assert arrived.value.fields == sent.fields
    assert str(arrived.value) == str(sent)
    assert any("fail" in line for line in arrived.value._pyroTraceback)


class AnyAction:
    """Stands for an action whose check fails; the service validates a real one."""

    @staticmethod
    def model_dump(mode: str) -> dict[str, Any]:
        assert mode == "json"
        return {"kind": "autofocus", "field_width": 1e-3}


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_numbers_arrive_bit_for_bit(value: float):
    """Pins NaN, which serpent writes as a dict that Pyro5 leaves as it is inside an error."""
    speak_dialect()
    serializer = SerpentSerializer()
    sent = LimitExceeded(axis="x", value=value, low=-1.0, high=1.0, unit="m")
    arrived = serializer.loads(serializer.dumps(sent))
    assert type(arrived) is LimitExceeded
    assert arrived.value == value or (math.isnan(value) and math.isnan(arrived.value))


def test_an_error_of_a_newer_server_is_still_an_error(remote: RemoteSem, sem: LocalSem, monkeypatch: pytest.MonkeyPatch):
    """Pins a client that dies of an error class it does not know."""

    class NewFault(SemError):
        """A class that this client has never heard of."""

    def fail():
        raise NewFault(reason="from the future")

    monkeypatch.setattr(sem, "state", fail)
    with pytest.raises(SemError, match="from the future"):
        remote.state()


def test_an_unforeseen_exception_arrives_as_one_line(remote: RemoteSem, sem: LocalSem, monkeypatch: pytest.MonkeyPatch):
    """Pins a bug in the server that looks like a lost connection."""

    def fail():
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(sem, "state", fail)
    with pytest.raises(SemError, match=r"ZeroDivisionError \(a bug\)") as arrived:
        remote.state()
    assert not isinstance(arrived.value, ConnectionLost)
