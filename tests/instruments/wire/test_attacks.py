"""Thousands of attacks leave a server as it was: alive, answering, and no larger."""

import json
import marshal
import random
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import serpent
from Pyro5.protocol import FLAGS_COMPRESSED, FLAGS_KEEPSERIALIZED, FLAGS_ONEWAY, MSG_CONNECT, MSG_INVOKE, MSG_PING

from fractoscope.instruments.wire import RemoteSem
from fractoscope.instruments.wire.tls import TlsFolder

from .tls.conftest import CLIENTS, NOW, make_lab

MARGIN_KB = 20_000
SEED = 20261125
pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells what another process holds")


class Target:
    """A server process, its ports, and what an attacker has at hand."""

    def __init__(self, process: Any, folder: Path) -> None:
        self.process = process
        self.folder = folder
        self.random = random.Random(SEED)
        read = {name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("plain", "tls")}
        self.ports = {name: [int(told[port].rpartition(":")[2]) for port in ("sem", "stop")] for name, told in read.items()}

    def held(self) -> tuple[int, int, int]:
        self.process.stdin.write("?\n")
        self.process.stdin.flush()
        memory, threads, descriptors = map(int, self.process.stdout.readline().split())
        return memory, threads, descriptors

    def connect(self, kind: str):
        return socket.create_connection(("127.0.0.1", self.random.choice(self.ports[kind])), 10.0)

    def throw(self, kind: str, *pieces: bytes):
        """Send what there is to be sent, and read until the server has had enough."""
        with self.connect(kind) as plug, suppress(OSError):
            for piece in pieces:
                plug.sendall(piece)
            plug.shutdown(socket.SHUT_WR)
            while plug.recv(65536):
                pass

    def is_well(self) -> None:
        """A good client of either kind is served."""
        for name, tls in (("plain", None), ("tls", self.folder / "lab" / "clients" / "anna")):
            with RemoteSem(self.folder / f"{name}.json", tls=tls, timeout=20.0) as good:
                assert good.state().simulated
                assert good.stop().halted


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("attacked")
    make_lab(folder / "lab", *CLIENTS)
    command = [sys.executable, str(Path(__file__).with_name("attacked_server.py")), str(folder)]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        deadline = time.monotonic() + 60
        while not (folder / "plain.json").exists():
            assert process.poll() is None, (folder / "log").read_text("utf-8")
            assert time.monotonic() < deadline
            time.sleep(0.02)
        yield Target(process, folder)
        process.stdin.close()
        assert process.wait(30) == 0
        assert b"Traceback" not in (folder / "log").read_bytes()
        assert (folder / "log").stat().st_size < 100_000


def header(kind: int = MSG_INVOKE, serializer: int = 1, flags: int = 0, size: int = 0, annotations: int = 0):
    return struct.pack("!4sHBBHHII16sHH", b"PYRO", 502, kind, serializer, flags, 1, size, annotations, bytes(16), 0, 0x4DC5)


def message(kind: int, data: bytes, **fields: int):
    return header(kind, size=len(data), **fields) + data


GREETING = message(MSG_CONNECT, serpent.dumps({"handshake": {"fractoscope": 1}, "object": "fractoscope.sem"}))
CALL = serpent.dumps(("fractoscope.sem", "state", (), {}))
BOMBS = [
    b"[" * 60_000,
    b"-" * 60_000 + b"1",
    b"9" * 60_000,
    b"[" + b"1," * 30_000 + b"]",
    b"{" * 60_000,
    b"'" + b"\\" * 60_000,
    b"()" * 2_000,
    b"1" + b"(1)" * 1_300,
    b"('fractoscope.sem','wait',(" + b"9" * 399 + b",1e300),{})",
    b"('fractoscope.sem','wait',({'__class__':'Pyro5.client.Proxy'},1),{})",
    b"('Pyro.Daemon','get_next_stream_item',('x',),{})",
    b"('fractoscope.sem','_take_lease',('x',),{})",
    b"('fractoscope.sem','__class__',(),{})",
    b"('fractoscope.sem','state',(1,2,3),{'a':1})",
]


def random_bytes(target: Target):
    target.throw(target.random.choice(["plain", "tls"]), target.random.randbytes(target.random.randrange(1, 400)))


def mutated(target: Target):
    data = bytearray(GREETING + message(MSG_INVOKE, CALL))
    for _ in range(target.random.randrange(1, 4)):
        data[target.random.randrange(len(data))] = target.random.randrange(256)
    target.throw("plain", bytes(data))


def truncated(target: Target):
    data = GREETING + message(MSG_INVOKE, CALL)
    target.throw("plain", data[: target.random.randrange(len(data))])


def announced_lengths(target: Target):
    size, annotations = target.random.choice([(2**31, 0), (2**32 - 1, 0), (0, 2**31), (100, 2**32 - 1), (1 << 17, 0)])
    before = target.random.choice([b"", GREETING])
    target.throw("plain", before, header(MSG_INVOKE if before else MSG_CONNECT, size=size, annotations=annotations), b"x" * 50_000)


def other_serializers(target: Target):
    serializer = target.random.choice([0, 2, 3, 4, 42])
    data = {2: marshal.dumps, 3: lambda value: json.dumps(value).encode()}.get(serializer, serpent.dumps)({"handshake": 1, "object": "x"})
    if target.random.random() < 0.5:
        target.throw("plain", message(MSG_CONNECT, data, serializer=serializer))
    else:
        target.throw("plain", GREETING, message(MSG_INVOKE, data, serializer=serializer))


def other_flags(target: Target):
    flags = target.random.choice([FLAGS_KEEPSERIALIZED, FLAGS_COMPRESSED, FLAGS_ONEWAY, 8, 16, 1, 1 << 15])
    target.throw("plain", GREETING, message(target.random.choice([MSG_INVOKE, MSG_PING]), CALL, flags=flags))


def bombs(target: Target):
    text = b"# serpent utf-8 python3.2\n" + target.random.choice(BOMBS)
    target.throw("plain", GREETING, message(MSG_INVOKE, text))


def tls_to_a_plain_port(target: Target):
    _shake_hands(target, "plain", target.folder / "lab" / "clients" / "anna")


def plain_text_to_a_tls_port(target: Target):
    target.throw("tls", GREETING, message(MSG_INVOKE, CALL))


def no_certificate(target: Target):
    _shake_hands(target, "tls", None)


def rogue_certificate(target: Target):
    _shake_hands(target, "tls", target.folder / "forged")


def half_a_tls_handshake(target: Target):
    with target.connect("tls") as plug:
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        context = TlsFolder.for_client(target.folder / "lab" / "clients" / "anna").context()
        with suppress(ssl.SSLWantReadError):
            context.wrap_bio(incoming, outgoing, server_hostname="127.0.0.1").do_handshake()
        hello = outgoing.read()
        plug.sendall(hello[: target.random.randrange(1, len(hello) + 1)])


def garbage_through_tls(target: Target):
    context = TlsFolder.for_client(target.folder / "lab" / "clients" / "screen").context()
    with target.connect("tls") as plain, suppress(OSError), context.wrap_socket(plain, server_hostname="127.0.0.1") as plug:
        plug.sendall(target.random.choice([GREETING, b""]) + target.random.randbytes(200))
        plug.sendall(header(size=2**31) + b"x" * 10_000)
        while plug.recv(65536):
            pass


def _shake_hands(target: Target, kind: str, client: Path | None) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if client is None else TlsFolder.for_client(client).context()
    context.load_verify_locations(target.folder / "lab" / "authority.pem")
    with target.connect(kind) as plain, suppress(OSError):
        plain.settimeout(10.0)
        with context.wrap_socket(plain, server_hostname="127.0.0.1") as plug:
            plug.sendall(GREETING)
            answer = plug.recv(100)
            assert answer == b"", "a client without a right to it got an answer"


ATTACKS: dict[Callable[[Target], None], int] = {
    random_bytes: 400,
    mutated: 600,
    truncated: 400,
    announced_lengths: 300,
    other_serializers: 300,
    other_flags: 200,
    bombs: 300,
    plain_text_to_a_tls_port: 150,
    tls_to_a_plain_port: 60,
    no_certificate: 60,
    rogue_certificate: 60,
    half_a_tls_handshake: 60,
    garbage_through_tls: 60,
}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_leaves_nothing_behind(target: Target, attack: Callable[[Target], None]):
    """Pins memory, threads and descriptors that an attack costs for good, and a server that it ends."""
    if not (target.folder / "forged").exists():
        make_lab(target.folder / "rogue", *CLIENTS, when=NOW)
        shutil.copytree(target.folder / "rogue" / "clients" / "anna", target.folder / "forged")
        shutil.copy(target.folder / "lab" / "authority.pem", target.folder / "forged" / "authority.pem")
    target.is_well()
    # The first of a kind may load a module or fill a cache.
    for _ in range(5):
        attack(target)
    before = _settled(target, None)
    for _ in range(ATTACKS[attack]):
        attack(target)
    after = _settled(target, before)
    assert after[1:] == before[1:], f"threads and descriptors {before[1:]} became {after[1:]}"
    assert after[0] - before[0] < MARGIN_KB, f"memory grew from {before[0]} to {after[0]} kB"
    target.is_well()


def _settled(target: Target, wanted: tuple[int, int, int] | None) -> tuple[int, int, int]:
    """Return what the server holds once its threads have come to an end."""
    last, deadline = target.held(), time.monotonic() + 10.0
    while time.monotonic() < deadline:
        time.sleep(0.1)
        now = target.held()
        if now[1:] == (last[1:] if wanted is None else wanted[1:]):
            return now
        last = now
    return last
