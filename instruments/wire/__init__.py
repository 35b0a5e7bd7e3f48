"""The microscope over Pyro5: one service, a stop port beside it, and a client that is used like the microscope itself."""

from fractoscope.instruments.wire.remote_sem import RemoteSem
from fractoscope.instruments.wire.sem_server import SemServer
from fractoscope.instruments.wire.serve import serve
from fractoscope.instruments.wire.server_address import ServerAddress

__all__ = ["RemoteSem", "SemServer", "ServerAddress", "serve"]
