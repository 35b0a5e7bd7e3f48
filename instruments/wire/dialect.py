"""What both ends of the wire must agree on, and how an error crosses it."""

import ipaddress
from typing import Any

from Pyro5 import config
from Pyro5.serializers import SerializerBase, SerpentSerializer

from fractoscope.instruments.errors import ERRORS, SemError, error_from_dict

VERSION = 1
"""Version of the calls and of the frame chunks; both ends must have the same."""

SEM_OBJECT = "fractoscope.sem"
STOP_OBJECT = "fractoscope.stop"
"""Names of the two objects that a server offers, each on its own port."""

CHUNK = 1 << 20
"""Bytes of pixels a message: with 1 MiB a small call beside a running transfer waits 2 ms at p95, with 4 MiB 13 ms (measured)."""

PIXELS_KEY = "PIXL"
"""Key of the response annotation that carries raw pixels."""

_ERROR_TAG = "fractoscope.SemError"

# Pyro5 reads PYRO_* variables when it is imported; what a shell happens to set must not change what is spoken here.
config.reset(use_environment=False)


def speak_dialect() -> None:
    """Teach Pyro5's serialisers the error tree; both ends call it, and calling it again changes nothing."""
    for kind in ERRORS.values():
        SerializerBase.register_class_to_dict(kind, _flatten)
    SerializerBase.register_dict_to_class(_ERROR_TAG, _rebuild)


def require_loopback(host: str) -> None:
    """Refuse an address that other machines can reach.

    Raises
    ------
    SemError
        If `host` is not this machine: control of a microscope needs mutual TLS there.
    """
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise SemError(
            reason=f"{host} is not a loopback address, and without TLS anybody there could drive the microscope;"
            " use 127.0.0.1, or give --tls a folder that `fractoscope sem certs` made"
        )


def _flatten(error: SemError) -> dict[str, Any]:
    return {"__class__": _ERROR_TAG, "fields": error.to_dict(), "trace": list(getattr(error, "_pyroTraceback", None) or ())}


def _rebuild(_: str, data: dict[str, Any]) -> SemError:
    # Pyro5 does not look inside a dict that carries a class, and serpent writes NaN as such a dict.
    error = error_from_dict(SerpentSerializer().recreate_classes(data["fields"]))
    vars(error)["_pyroTraceback"] = data["trace"]  # where Pyro5 keeps the traceback of the other side
    return error
