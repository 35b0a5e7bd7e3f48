"""Stopping a microscope from the command line."""

import ssl
from pathlib import Path

from fractoscope.instruments.errors import ConnectionLost
from fractoscope.instruments.values import StopReport
from fractoscope.instruments.wire import ServerAddress
from fractoscope.instruments.wire.link import Link

TIMEOUT = 5.0
PATIENCE = 8.0
"""Seconds that a stop may take beyond the timeout: the server waits for a vendor's call and for the read-back."""


def stop_sem(uri_file: Path, tls: Path | None = None) -> StopReport:
    """Stop through the stop port alone, so that a server whose other port hangs is stopped all the same.

    Raises
    ------
    ConnectionLost
        If neither port answers: the state of the microscope is unknown, so go to it.
    SemError
        If the server asks for a certificate, and `tls` is no folder with one.
    """
    address = ServerAddress.read(uri_file)
    context = address.client_context(tls)
    try:
        return _stop(address.stop, context)
    except ConnectionLost:
        return _stop(address.sem, context)


def _stop(uri: str, tls: ssl.SSLContext | None) -> StopReport:
    link = Link(uri, TIMEOUT, tls)
    try:
        return StopReport.model_validate(link.call("stop", patience=PATIENCE))
    finally:
        link.close()
