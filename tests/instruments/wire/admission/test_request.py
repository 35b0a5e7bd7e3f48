"""Requests are looked at from outside first."""

import tracemalloc
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from Pyro5.errors import ProtocolError
from Pyro5.protocol import FLAGS_CORR_ID, MSG_CONNECT, MSG_INVOKE, SendingMessage
from Pyro5.serializers import SerpentSerializer

from fractoscope.instruments.values import MoveStage, StagePosition
from fractoscope.instruments.wire.admission.request import HEADER, LONGEST, MAGIC, read_request

CALL = SerpentSerializer().dumpsCall("fractoscope.sem", "state", (), {})
GOOD: dict[str, Any] = {
    "tag": b"PYRO",
    "version": 502,
    "kind": MSG_INVOKE,
    "serializer": 1,
    "flags": 0,
    "sequence": 7,
    "size": len(CALL),
    "annotations": 0,
    "correlation": bytes(16),
    "reserved": 0,
    "magic": MAGIC,
}

u8, u16, u32 = st.integers(0, 255), st.integers(0, 65535), st.integers(0, 2**32 - 1)
FIELDS = {"tag": st.binary(min_size=4, max_size=4), "version": u16, "kind": u8, "serializer": u8, "flags": u16, "magic": u16}


class Sender:
    """Hands out bytes as a socket does, and notes the largest piece that was asked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.largest = 0

    def __call__(self, size: int) -> bytes:
        self.largest = max(self.largest, size)
        if size > len(self.data):
            raise EOFError
        piece, self.data = self.data[:size], self.data[size:]
        return piece


def read(data: bytes, kind: int = MSG_INVOKE):
    sender = Sender(data)
    return read_request(kind, sender, sender)


def message(**changes: Any):
    return HEADER.pack(*{**GOOD, **changes}.values()) + CALL


def test_a_request_of_pyro5_itself_is_read():
    """Pins a protocol that only our own client speaks."""
    sent = SendingMessage(MSG_INVOKE, 0, 9, 1, CALL).data
    request = read(sent)
    assert (request.sequence, request.content) == (9, ("fractoscope.sem", "state", (), {}))
    assert read(message(flags=FLAGS_CORR_ID, correlation=b"c" * 16)).correlation == b"c" * 16


@given(st.sampled_from(sorted(FIELDS)).flatmap(lambda name: st.tuples(st.just(name), FIELDS[name])))
@example(("kind", MSG_CONNECT))
@example(("serializer", 2))
@example(("flags", 1 << 1))
@example(("flags", 1 << 2))
@example(("flags", 1 << 3))
@example(("flags", 1 << 5))
def test_any_other_header_is_refused_before_the_data_is_received(change: tuple[str, Any]):
    """Pins marshal, zlib bombs, one-way calls that take a thread each, batches, and foreign protocols."""
    name, value = change
    if value == GOOD[name] or (name == "flags" and value == FLAGS_CORR_ID):
        return
    sender = Sender(message(**{name: value}))
    with pytest.raises(ProtocolError):
        read_request(MSG_INVOKE, sender, sender)
    assert sender.data == CALL


@given(u32, u32)
@example(2**31, 0)
@example(2**32 - 1, 0)
@example(0, 2**31)
@example(LONGEST[MSG_INVOKE] + 1, 0)
@example(len(CALL), 0)
@example(len(CALL), 8)
def test_no_length_makes_the_server_allocate(size: int, annotations: int):
    """Pins a header that costs gigabytes, a negative length, and annotations in a request."""
    sender = Sender(message(size=size, annotations=annotations))
    tracemalloc.start()
    try:
        read_request(MSG_INVOKE, sender, sender)
        refused = False
    except (ProtocolError, EOFError):
        refused = True
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert refused is ((size, annotations) != (len(CALL), 0))
    assert sender.largest <= LONGEST[MSG_INVOKE]
    assert peak < 1 << 20


def test_a_plan_of_a_thousand_moves_passes():
    """Pins a bound that fits single actions alone."""
    plan = [
        MoveStage(target=StagePosition(x=1.23456789e-3 * i, y=-i / 7, z=1e-5, tilt=0.1, rotation=0.2)).model_dump() for i in range(1000)
    ]
    data = SerpentSerializer().dumpsCall("fractoscope.sem", "check_plan", (plan,), {})
    assert read(HEADER.pack(*{**GOOD, "size": len(data)}.values()) + data).content[2] == (plan,)


@given(st.binary(max_size=200))
def test_random_bytes_are_refused_or_waited_for(data: bytes):
    """Pins an exception that nobody foresaw, which would end the thread with a traceback."""
    with pytest.raises((ProtocolError, EOFError)):
        read(data)


@given(st.integers(0, len(message()) - 1), st.integers(1, 255))
def test_a_mutated_request_is_refused_or_read_as_plain_values(place: int, change: int):
    """Pins a flipped bit that gets past the guard as something else than plain values."""
    data = bytearray(message())
    data[place] ^= change
    try:
        content = read(bytes(data)).content
    except (ProtocolError, EOFError):
        return
    assert is_plain(content)


def is_plain(value: Any) -> bool:
    """Return True for texts, numbers and what is made of them."""
    if isinstance(value, dict):
        return all(map(is_plain, (*value.keys(), *value.values())))
    if isinstance(value, list | tuple | set):
        return all(map(is_plain, value))
    return value is None or type(value) in {str, int, float, bool}


@given(st.binary(max_size=100))
def test_what_passes_the_guard_and_makes_no_sense_is_refused(tail: bytes):
    """Pins a SyntaxError, ValueError, MemoryError or RecursionError that is not taken for what it is."""
    text = b"# serpent utf-8 python3.2\n" + tail
    try:
        read(HEADER.pack(*{**GOOD, "size": len(text)}.values()) + text)
    except ProtocolError:
        return


@pytest.mark.parametrize(
    "text", [b"()()()" + b"()" * 1500, b"[[[", b"{[]: 1}", b"'\xff'", b"'a' 'b' 1", b"{}{}", b"True.x", b",", b"1" + b"(1)" * 1300]
)
def test_sense_and_nonsense_within_the_bounds(text: bytes):
    """Pins texts that have few parts and that the parser still takes to pieces in its own way."""
    data = b"# serpent utf-8 python3.2\n" + text
    with pytest.raises(ProtocolError):
        read(HEADER.pack(*{**GOOD, "size": len(data)}.values()) + data)
