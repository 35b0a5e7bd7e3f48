"""The other end of the transport benchmark: an instrument server, the same behind TLS, and a bare TCP port that sends as many bytes.

Started by `transport_bench` as `python -m fractoscope.instruments.wire.bench_server FOLDER`; ends when its standard input closes.
"""

import socket
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from fractoscope.instruments.server import EffectLedger, LocalSem
from fractoscope.instruments.values import Role
from fractoscope.instruments.wire.noise_source import NoiseSource
from fractoscope.instruments.wire.sem_server import SemServer
from fractoscope.instruments.wire.tls import Identity
from fractoscope.instruments.wire.tls.certificate_order import CertificateOrder
from fractoscope.instruments.wire.tls.make_certificates import make_certificates

PORT_FILE = "tcp_port"
TLS_URI_FILE = "tls.json"
CERTIFICATES = "certificates"
URI_FILE = "uri.json"
"""Written last: once it is there, all ports listen."""


def send_bare(listener: socket.socket) -> None:
    """Answer each 8-byte request, a big-endian count, with so many random bytes."""
    connection, _ = listener.accept()
    source = np.random.default_rng(1)
    made: dict[int, memoryview] = {}
    with connection, connection.makefile("rb") as requests:
        while request := requests.read(8):
            count = int.from_bytes(request, "big")
            if count not in made:
                made[count] = source.integers(0, 256, count, dtype=np.uint8).data
            connection.sendall(made[count])


def main(folder: Path) -> None:
    """Serve until standard input closes."""
    certificates = folder / CERTIFICATES
    make_certificates(certificates, CertificateOrder(clients=(Identity(name="bench", role=Role.OPERATOR),)), datetime.now(UTC))
    with LocalSem(NoiseSource(), EffectLedger(folder / "effects.sqlite")) as sem, socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=send_bare, args=(listener,), daemon=True).start()
        (folder / PORT_FILE).write_text(str(listener.getsockname()[1]), encoding="ascii")
        with SemServer(sem, uri_file=folder / TLS_URI_FILE, tls=certificates), SemServer(sem, uri_file=folder / URI_FILE):
            sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
