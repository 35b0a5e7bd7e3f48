"""A client trusts the server no more than the server trusts it."""

import marshal
import socket
import struct
import threading
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import suppress

import pytest
import serpent
from Pyro5.protocol import FLAGS_COMPRESSED, MSG_CONNECTFAIL, MSG_CONNECTOK, MSG_RESULT

from fractoscope.instruments.errors import ConnectionLost
from fractoscope.instruments.wire.link import Link

HELLO = serpent.dumps({"handshake": {"fractoscope": 1}, "meta": {"methods": [], "oneway": [], "attrs": []}})


def message(
    kind: int, data: bytes, *, serializer: int = 1, flags: int = 0, size: int | None = None, annotations: int = 0, sequence: int = 0
):
    length = len(data) if size is None else size
    head = struct.pack("!4sHBBHHII16sHH", b"PYRO", 502, kind, serializer, flags, sequence, length, annotations, bytes(16), 0, 0x4DC5)
    return head + data


WELCOME = message(MSG_CONNECTOK, HELLO)

ANSWERS = {
    "marshal in the greeting": ([message(MSG_CONNECTOK, marshal.dumps({"handshake": 1}), serializer=2)], "serializer 2 refused"),
    "marshal in a refusal": ([message(MSG_CONNECTFAIL, marshal.dumps("no"), serializer=2)], "serializer 2 refused"),
    "another version": ([message(MSG_CONNECTOK, serpent.dumps({"handshake": {"fractoscope": 99}}))], "same release"),
    "no greeting": ([message(MSG_CONNECTOK, serpent.dumps("hello"))], "same release"),
    "marshal in an answer": ([WELCOME, message(MSG_RESULT, marshal.dumps(1), serializer=2, sequence=1)], "serializer 2 refused"),
    "a compressed answer": ([WELCOME, message(MSG_RESULT, zlib.compress(bytes(10**6)), flags=FLAGS_COMPRESSED, sequence=1)], "compressed"),
    "gigabytes": ([WELCOME, message(MSG_RESULT, b"", size=2**31, sequence=1)], "2147483648 bytes refused"),
    "gigabytes beside": ([WELCOME, message(MSG_RESULT, b"", annotations=2**32 - 1, sequence=1)], "bytes refused"),
    "silence": ([WELCOME], "not enough data"),
    "noise": ([b"\x00" * 100], "invalid"),
}


@pytest.fixture
def answering() -> Iterator[tuple[str, list[bytes]]]:
    """Serve on a port what is put into the list, one piece for each message, and then close."""
    answers: list[bytes] = []

    def serve():
        plug, _ = port.accept()
        with plug, suppress(OSError):  # the client closes as soon as it has seen enough
            for answer in answers:
                plug.recv(65536)
                plug.sendall(answer)
            plug.recv(65536)

    with socket.create_server(("127.0.0.1", 0)) as port:
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"PYRO:fractoscope.sem@127.0.0.1:{port.getsockname()[1]}", answers
        thread.join(10)


@pytest.mark.parametrize(("answers", "says"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_that_is_not_plain_is_a_lost_connection(answering: tuple[str, list[bytes]], answers: list[bytes], says: str):
    """Pins marshal, a bomb of zeros and gigabytes in whoever answers at the microscope's address."""
    uri, served = answering
    served += answers
    link = Link(uri, 5.0)
    tracemalloc.start()
    try:
        with pytest.raises(ConnectionLost, match=says):
            link.call("state")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
        link.close()
