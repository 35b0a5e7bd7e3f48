"""Both ports of an instrument server, and the file that tells where they are."""

import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from fractoscope.instruments.protocols import Disturbance, Microscope
from fractoscope.instruments.wire.calls import Calls
from fractoscope.instruments.wire.dialect import SEM_OBJECT, STOP_OBJECT
from fractoscope.instruments.wire.sem_daemon import SemDaemon
from fractoscope.instruments.wire.sem_service import SemService
from fractoscope.instruments.wire.server_address import ServerAddress
from fractoscope.instruments.wire.stop_service import StopService
from fractoscope.instruments.wire.tls import RoleGuard
from fractoscope.instruments.wire.tls.caller import caller
from fractoscope.instruments.wire.tls.server_proof import ServerProof


class SemServer:
    """Serves from construction until `close`; use it in a `with` statement.

    Parameters
    ----------
    microscope
        What to serve; it is not closed with the server.
    host
        A loopback address, or with `tls` any.
    port, stop_port
        Ports for the microscope and for the stop; 0 takes a free one.
    uri_file
        Where to tell clients, or None.
    tls
        Folder with the server's certificate, as `fractoscope sem certs` makes it; clients then need one of the same authority, and may do
        what its role allows. None asks for nothing.
    disturbance
        Rehearsed faults of the link, or None.

    Attributes
    ----------
    calls
        Counts the requests of both ports.

    Raises
    ------
    SemError
        If the host is not this machine and there is no TLS, a port is taken, or the file cannot be written; nothing is left open then.
    BadFile
        If the folder is not a server's, or its certificate is not in force or does not name the host.
    """

    def __init__(
        self,
        microscope: Microscope,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        stop_port: int = 0,
        uri_file: Path | None = None,
        tls: Path | None = None,
        disturbance: Disturbance | None = None,
    ) -> None:
        self.calls = Calls()
        self._disturbance = disturbance
        self._uri_file = uri_file
        self._proof = None if tls is None else ServerProof.read(tls, host, datetime.now(UTC))
        self._daemons: list[SemDaemon] = []
        try:
            served = microscope if tls is None else RoleGuard(microscope, caller)
            stop = self._listen(StopService(served), STOP_OBJECT, host, stop_port)
            sem = self._listen(SemService(served), SEM_OBJECT, host, port)
            simulated = microscope.describe().simulated
            self.address = ServerAddress(sem=sem.uri, stop=stop.uri, pid=os.getpid(), simulated=simulated, tls=tls is not None)
            if uri_file is not None:
                self.address.write(uri_file)
        except BaseException:
            self._end_daemons()
            raise

    def close(self) -> None:
        """Withdraw the file, then close both ports and all connections."""
        if self._uri_file is not None:
            self.address.withdraw(self._uri_file)
        self._end_daemons()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _listen(self, service: object, object_id: str, host: str, port: int) -> SemDaemon:
        proof = self._proof
        context, told_as = (None, None) if proof is None else (proof.context, proof.told_as)
        daemon = SemDaemon(service, object_id, host, port, self.calls, tls=context, told_as=told_as, disturbance=self._disturbance)
        self._daemons.append(daemon)
        return daemon

    def _end_daemons(self) -> None:
        # Side by side: each waits a moment for calls that are under way.
        endings = [threading.Thread(target=daemon.end) for daemon in self._daemons]
        self._daemons.clear()
        for ending in endings:
            ending.start()
        for ending in endings:
            ending.join()
